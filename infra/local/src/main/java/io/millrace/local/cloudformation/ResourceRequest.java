// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A resource to be there.
 *
 * @param generatedName what to call it when its properties give no name; the same whenever the
 *     stack is brought back
 * @param properties without functions
 * @param adopt whether one of the name that exists already is ours, from before a restart, and
 *     fine; else it is an error
 */
record ResourceRequest(String generatedName, ObjectNode properties, boolean adopt) {

  String name(String property) {
    return properties.path(property).asText(generatedName);
  }
}
