// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A resource to be there.
 *
 * @param generatedName what to call it when its properties give no name; the same whenever the
 *     stack is brought back
 * @param properties without functions
 * @param adopt whether one of the name that exists already is ours, from before a restart, and
 *     fine; else it is an error
 * @param updatePolicy without functions; empty for none
 * @param standing the physical id that it had before a restart
 * @param rollingBack whether it is to be as it was before an update that failed
 */
record ResourceRequest(
    String generatedName,
    ObjectNode properties,
    boolean adopt,
    ObjectNode updatePolicy,
    Optional<String> standing,
    boolean rollingBack) {

  ResourceRequest(String generatedName, ObjectNode properties, boolean adopt) {
    this(
        generatedName,
        properties,
        adopt,
        JsonNodeFactory.instance.objectNode(),
        Optional.empty(),
        false);
  }

  String name(String property) {
    return properties.path(property).asText(generatedName);
  }
}
