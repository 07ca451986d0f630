// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A type whose resources are something to refer to and have no effect here: policies of buckets and
 * queues, log groups.
 *
 * @param nameProperty the property with the physical id
 * @param attributes what Fn::GetAtt gives, made from the physical id
 * @param physicalId what Ref gives, made from the name
 */
record InertHandler(
    PropertyRules rules,
    String nameProperty,
    Function<String, Map<String, String>> attributes,
    UnaryOperator<String> physicalId)
    implements ResourceHandler {

  static InertHandler of(
      String nameProperty,
      Function<String, Map<String, String>> attributes,
      Set<String> properties) {
    return new InertHandler(
        new PropertyRules(Set.of(), properties), nameProperty, attributes, name -> name);
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String id = physicalId.apply(request.name(nameProperty));
    return new Provisioned(id, attributes.apply(id));
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
