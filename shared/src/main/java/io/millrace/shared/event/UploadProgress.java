// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;

/**
 * How far an upload is, as its item of the idempotency table says: the truth, of which messages are
 * but pokes. Everything before {@code offset} is on the stream or among the rejects.
 *
 * @param object {@code s3://bucket/key}, for people
 * @param bytes size of the object
 * @param read bytes of the object that were read for it, for people
 * @param modified when the object was written, in epoch seconds
 * @param offset byte of the text, decompressed if need be, where the next entry begins
 * @param line its number, the first line being 1
 * @param accepted lines that became events
 * @param rejected lines that became rejects
 * @param blank lines without an entry
 * @param hops how often the upload was handed on; only the message of this hop, or a later one, may
 *     go on with it
 * @param whole false once a rest was rejected that is not read, or is gone
 */
public record UploadProgress(
    @JsonProperty(required = true) String object,
    @JsonProperty(required = true) long bytes,
    @JsonProperty(required = true) long read,
    @JsonProperty(required = true) long modified,
    @JsonProperty(required = true) long offset,
    @JsonProperty(required = true) long line,
    @JsonProperty(required = true) long accepted,
    @JsonProperty(required = true) long rejected,
    @JsonProperty(required = true) long blank,
    @JsonProperty(required = true) int hops,
    @JsonProperty(required = true) boolean whole) {

  /** Of an upload of which nothing was read. */
  public static UploadProgress start(String object) {
    return new UploadProgress(object, 0, 0, 0, 0, 1, 0, 0, 0, 0, true);
  }

  /**
   * @throws IllegalStateException when the text is none of ours
   */
  public static UploadProgress parse(String json) {
    try {
      return Json.read(json, UploadProgress.class);
    } catch (IOException e) {
      throw new IllegalStateException("No progress of an upload: " + json, e);
    }
  }

  public String json() {
    return Json.write(this);
  }

  /** The same, of an object that was opened. */
  public UploadProgress of(long objectBytes, long objectModified) {
    return new UploadProgress(
        object,
        objectBytes,
        read,
        objectModified,
        offset,
        line,
        accepted,
        rejected,
        blank,
        hops,
        whole);
  }

  /** The same, handed on. */
  public UploadProgress handedOn(int hop) {
    return new UploadProgress(
        object, bytes, read, modified, offset, line, accepted, rejected, blank, hop, whole);
  }

  /**
   * The same, overwritten by another version. Not the end of it: the same bytes may be put back,
   * and then whichever message tells of them goes on.
   */
  public UploadProgress gone() {
    return new UploadProgress(
        object, bytes, read, modified, offset, line, accepted, rejected, blank, 0, false);
  }

  /** The same, before anything was said of its rest. */
  public UploadProgress resumed() {
    return new UploadProgress(
        object, bytes, read, modified, offset, line, accepted, rejected, blank, hops, true);
  }

  /** The same, its rest rejected. */
  public UploadProgress brokenOff() {
    return new UploadProgress(
        object, bytes, read, modified, offset, line, accepted, rejected + 1, blank, hops, false);
  }
}
