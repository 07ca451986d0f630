// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

/**
 * Something in a file or an option of tuning is wrong; the message says where, what and what is
 * allowed.
 */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }
}
