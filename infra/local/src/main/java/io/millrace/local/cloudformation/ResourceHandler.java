// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

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

  /** Removes it; one that is gone is fine. */
  void delete(String physicalId) throws IOException;
}
