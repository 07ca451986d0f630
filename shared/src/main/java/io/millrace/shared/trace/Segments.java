// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.trace;

/** Where segment documents go. Never fails: a trace is worth no batch. */
@FunctionalInterface
public interface Segments {

  /**
   * Sends one segment or subsegment.
   *
   * @param document JSON, at most 64 KB
   */
  void send(String document);
}
