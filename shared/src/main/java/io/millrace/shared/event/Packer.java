// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs events into stream records as concatenated JSON values, each record as full as the billing
 * unit allows. Order of events is kept within and across records. Not thread-safe.
 */
public final class Packer {

  private static final int NEWLINE = '\n';

  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private List<byte[]> full = new ArrayList<>();
  private long bytes;

  /** Adds one event's JSON. */
  public void add(byte[] json) {
    if (open.size() > 0 && open.size() + 1 + json.length > EventLimits.MAX_PACKED_BYTES) {
      close();
    }
    if (open.size() > 0) {
      open.write(NEWLINE);
    }
    open.write(json, 0, json.length);
    bytes += json.length;
  }

  /** Bytes added since the last {@link #take}. */
  public long bytes() {
    return bytes;
  }

  /** Everything added so far, as records; the packer is empty afterwards. */
  public List<byte[]> take() {
    close();
    List<byte[]> records = full;
    full = new ArrayList<>();
    bytes = 0;
    return records;
  }

  private void close() {
    if (open.size() > 0) {
      full.add(open.toByteArray());
      open.reset();
    }
  }
}
