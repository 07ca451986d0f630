// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

/**
 * Why an input was rejected, for logs, metrics and the reject's item. The names are stored: add, do
 * not rename. There is no OTHER: an unforeseen problem is a bug and is retried, not rejected.
 */
public enum Reason {
  /** Not one JSON object, or something stands behind it. */
  MALFORMED_JSON,
  /** A byte sequence that is not UTF-8. */
  MALFORMED_UTF8,
  /** A CSV row that does not fit its header, or an unclosed quote. */
  MALFORMED_CSV,
  /** A gzip stream that is damaged or ends too early. */
  MALFORMED_GZIP,
  /** A message between stages that is not of its contract. */
  MALFORMED_MESSAGE,
  /** A required attribute of an event is absent. */
  MISSING_ATTRIBUTE,
  /** An attribute of an event has a value outside its type or range. */
  INVALID_ATTRIBUTE,
  /** One event is larger than the limit. */
  EVENT_TOO_LARGE,
  /** The event's time lies further back than the lateness allowed. */
  TOO_OLD,
  /** The event's time lies further ahead than clocks may differ. */
  TOO_EARLY,
  /** An upload that is neither events nor a photo, by its bytes. */
  UNSUPPORTED_CONTENT,
  /** An upload without a single byte. */
  EMPTY_UPLOAD,
  /** An upload over the byte limit. */
  UPLOAD_TOO_LARGE,
  /** So many lines of one upload are wrong that the rest of it is not read. */
  TOO_MANY_REJECTS,
  /** The object was deleted or overwritten before it was read. */
  UPLOAD_GONE,
  /** The id of the record was used for something else before, which stays. */
  ID_REUSED,
  /** A photo that is damaged or cut short. */
  MALFORMED_IMAGE,
  /** A photo of a kind that the engine can't read. */
  UNSUPPORTED_IMAGE,
  /** A photo with more pixels or bytes than the limit. */
  IMAGE_TOO_LARGE
}
