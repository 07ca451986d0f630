// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.record;

import java.time.Instant;
import java.util.Map;

/**
 * One part of a record: an item of the records table, keyed by (id, part), with one writing stage.
 * Items are flat, strings and whole numbers only, so that they compare exactly and every adapter
 * maps them alike.
 */
public sealed interface Part permits EventPart, PhotoPart, RejectPart {

  /** Names of the fields that every part has. */
  String ID = "id";

  String PART = "part";
  String STATUS = "status";
  String TIME = "time";
  String EXPIRE_AT = "expireAt";

  String ACCEPTED = "accepted";
  String REJECTED = "rejected";

  /** The part that ingest writes: uploads and lines that never became an event. */
  String UPLOAD = "upload";

  /** The part that enrich writes. */
  String EVENT = "event";

  /** The part that transform writes. */
  String PHOTO = "photo";

  /** The record: 32 hex digits. */
  String id();

  String part();

  /** When it happened; of a reject, when its position came to be. */
  Instant time();

  /** Writes the item. */
  void writeTo(FieldSink item);

  /** The item: field name to {@code String} or {@code Long}, absent values left out. */
  default Map<String, Object> fields() {
    Fields fields = new Fields();
    writeTo(fields);
    return fields.map();
  }

  /**
   * Reads an item back.
   *
   * @throws IllegalArgumentException when a field of the contract is missing or of another type
   */
  static Part of(Map<String, Object> fields) {
    Fields f = new Fields(fields);
    if (f.text(STATUS).equals(REJECTED)) {
      return RejectPart.of(f);
    }
    return switch (f.text(PART)) {
      case EVENT -> EventPart.of(f);
      case PHOTO -> PhotoPart.of(f);
      default -> throw new IllegalArgumentException("No accepted part " + f.text(PART));
    };
  }
}
