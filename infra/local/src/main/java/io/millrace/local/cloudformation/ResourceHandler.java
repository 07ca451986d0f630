// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** One resource type; thread-safe. */
interface ResourceHandler {
  PropertyRules rules();

  /**
   * Makes the resource.
   *
   * @throws ProvisioningException with the service's reason when it refuses
   */
  Provisioned create(ResourceRequest request) throws IOException;

  /** Whether {@link #update} can give a standing resource other properties. */
  default boolean updates() {
    return false;
  }

  /**
   * Whether a standing resource can't become this, and another one takes its place: first that one
   * is made, and when all of the stack is done the old one goes.
   */
  default boolean replaces(ObjectNode before, ObjectNode after) {
    return false;
  }

  /**
   * Gives a standing resource other properties.
   *
   * @param before what {@code request} replaces
   * @throws ProvisioningException when the service refuses, or the change would need another
   *     resource in its place
   */
  default Provisioned update(String physicalId, ObjectNode before, ResourceRequest request)
      throws IOException {
    throw new ProvisioningException(
        "The local CloudFormation does not change a resource of this type: delete the stack and"
            + " create it anew");
  }

  /** Removes it; one that is gone is fine. */
  void delete(String physicalId) throws IOException;
}
