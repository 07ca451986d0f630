// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

/**
 * What a plain line (one that is not a CloudEvent itself) takes from its position where it says
 * nothing: its id, its source and its type. A time is never made up.
 */
public record PlainDefaults(String id, String source, String type) {

  /** Type of a plain line that names none. */
  public static final String TYPE = "event";

  /** Defaults of one line, counted from 1, of an uploaded object. */
  public static PlainDefaults ofLine(String bucket, String key, String etag, long line) {
    return new PlainDefaults(Ids.line(bucket, key, etag, line), "s3://" + bucket + "/" + key, TYPE);
  }
}
