// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.ingest.ByteLines.Line;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.PlainDefaults;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Events as JSON, one a line. */
final class NdjsonEntries implements Entries {

  private final Upload upload;
  private final ByteLines lines;

  NdjsonEntries(Upload upload, ByteLines lines) {
    this.upload = upload;
    this.lines = lines;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    Line read = lines.next();
    if (read == null) {
      return null;
    }
    if (read.isBlank()) {
      return new Entry.Blank();
    }
    return read.isTooLong() ? Entry.Input.tooLong(read, lines.maxBytes()) : entry(read);
  }

  private Entry entry(Line read) {
    PlainDefaults defaults =
        PlainDefaults.ofLine(upload.bucket(), upload.key(), upload.etag(), read.number());
    return new Entry.Input(
        read.number(), read.bytes(), EventCodec.readLine(read.bytes(), defaults).outcome());
  }

  @Override
  public Position position() {
    return lines.position();
  }
}
