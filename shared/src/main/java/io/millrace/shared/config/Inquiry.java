// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.config;

import org.jspecify.annotations.Nullable;

/**
 * A map of settings that wants to know what is asked of it: so the configuration page has the
 * defaults and ranges that the code has.
 */
public interface Inquiry {

  /**
   * A setting is about to be read.
   *
   * @param absent what holds when it is not set; null when it has to be
   * @param allowed in words
   */
  void asked(String key, @Nullable String absent, String allowed);
}
