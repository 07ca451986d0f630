// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.ingest.ByteLines.Line;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.PlainDefaults;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Events as JSON, one a line. */
final class NdjsonEntries implements Entries {

  private final Upload upload;
  private final ByteLines lines;
  private final int maxLineBytes;
  private long line = 1;
  private long blank;

  NdjsonEntries(Upload upload, InputStream in, int maxLineBytes) {
    this.upload = upload;
    this.lines = new ByteLines(in, maxLineBytes);
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    Line read = lines.next();
    while (read != null && read.isBlank()) {
      blank++;
      line = read.number() + 1;
      read = lines.next();
    }
    if (read == null) {
      return null;
    }
    line = read.number() + 1;
    return read.isTooLong() ? Entry.tooLong(read, maxLineBytes) : entry(read);
  }

  private Entry entry(Line read) {
    PlainDefaults defaults =
        PlainDefaults.ofLine(upload.bucket(), upload.key(), upload.etag(), read.number());
    return new Entry(
        read.number(), read.bytes(), EventCodec.readLine(read.bytes(), defaults).outcome());
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public long blank() {
    return blank;
  }
}
