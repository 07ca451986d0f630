// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

/**
 * Events that operate the pipeline and tell of nothing that happened: a new version is tried with
 * one before it gets traffic. They take the whole way from the stream to the table, and there they
 * count for nothing, are not archived and not announced.
 */
public final class Synthetic {

  /** The type of such an event. */
  public static final String TYPE = "io.millrace.synthetic";

  private Synthetic() {}
}
