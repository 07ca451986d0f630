// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A type whose resources are something to refer to and have no effect here: policies of buckets and
 * queues, log groups.
 *
 * @param nameProperty the property with the physical id
 * @param attributes what Fn::GetAtt gives, made from the physical id
 */
record InertHandler(
    PropertyRules rules, String nameProperty, Function<String, Map<String, String>> attributes)
    implements ResourceHandler {

  static InertHandler of(
      String nameProperty,
      Function<String, Map<String, String>> attributes,
      Set<String> properties) {
    return new InertHandler(new PropertyRules(Set.of(), properties), nameProperty, attributes);
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String name = request.name(nameProperty);
    return new Provisioned(name, attributes.apply(name));
  }

  @Override
  public boolean updates() {
    return true;
  }

  @Override
  public Provisioned update(String physicalId, ObjectNode before, ResourceRequest request) {
    return create(request);
  }

  @Override
  public void delete(String physicalId) {
    // nothing was made
  }
}
