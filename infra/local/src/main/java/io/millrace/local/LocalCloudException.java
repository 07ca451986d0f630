// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

/** The local cloud could not start or go on; the message is one line that a person can act on. */
public final class LocalCloudException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LocalCloudException(String message) {
    super(message);
  }

  public LocalCloudException(String message, Throwable cause) {
    super(message, cause);
  }
}
