// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

/** A service refused a resource. */
final class ProvisioningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProvisioningException(String message) {
    super(message);
  }
}
