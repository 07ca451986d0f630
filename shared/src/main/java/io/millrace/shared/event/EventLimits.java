// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

/** Every limit of one event, checked before the work is done. */
public final class EventLimits {

  /** Bytes of one event's JSON; DynamoDB holds 400 KB an item, and keys and places need room. */
  public static final int MAX_EVENT_BYTES = 256 * 1024;

  /** Characters of {@code id}, {@code source} and {@code subject}. */
  public static final int MAX_NAME_CHARS = 512;

  /** Characters of {@code type}, which becomes part of an aggregate's key. */
  public static final int MAX_TYPE_CHARS = 128;

  /** Levels of nesting in the JSON. */
  public static final int MAX_DEPTH = 64;

  /**
   * Bytes of one packed stream record. Kinesis bills puts in units of 25 KB; a single event may be
   * larger and then travels alone.
   */
  public static final int MAX_PACKED_BYTES = 25 * 1024;

  private EventLimits() {}
}
