// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.batch.Outcome.Rejected;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.Utf8;
import io.millrace.shared.record.RejectPart;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wrong lines of one upload. Their bytes are gathered into few objects of the rejects bucket,
 * {@code ingest/<upload id>/<first line, 10 digits>.ndjson}, one JSON object a line:
 *
 * <pre>{@code
 * {"line":17,"text":"as it stood, when it is UTF-8"}
 * {"line":23,"base64":"else its bytes"}
 * }</pre>
 *
 * An item's {@code raw} is such a key, a {@code #} and the line. Where one object ends and the next
 * begins must depend on the content alone, so that a repeat writes the same objects and no item
 * names a line that another division of them put elsewhere.
 */
final class LineRejects {

  private static final int MAX_GATHERED_BYTES = 1024 * 1024;
  private static final int MAX_GATHERED_LINES = 1_000;

  private final UploadRejects rejects;
  private final Upload upload;
  private final Instant time;
  private final List<RejectPart> items = new ArrayList<>();
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private String key = "";

  /**
   * @param time when the upload was last modified
   */
  LineRejects(UploadRejects rejects, Upload upload, Instant time) {
    this.rejects = rejects;
    this.upload = upload;
    this.time = time;
  }

  void add(Entry.Input entry, Rejected<?> why) {
    byte[] raw = entry.raw();
    add(entry.line(), raw == null ? null : gather(entry.line(), raw), why.reason(), why.detail());
  }

  /** Rejects everything from a line on; the upload keeps the bytes. */
  void rest(long line, Reason reason, String detail) {
    add(line, null, reason, detail);
  }

  private void add(long line, @Nullable String raw, Reason reason, String detail) {
    items.add(rejects.item(upload.lineId(line), reason, detail, upload.origin(line), raw, time));
  }

  /** Whether it is time to flush: a question of what was added alone. */
  boolean isFull() {
    return gathered.size() >= MAX_GATHERED_BYTES || items.size() >= MAX_GATHERED_LINES;
  }

  private String gather(long line, byte[] raw) {
    if (gathered.size() == 0) {
      key = String.format("%s/%s/%010d.ndjson", UploadRejects.STAGE, upload.id(), line);
    }
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("line", line);
    if (Utf8.isValid(raw, 0, raw.length)) {
      kept.put("text", new String(raw, StandardCharsets.UTF_8));
    } else {
      kept.put("base64", Base64.getEncoder().encodeToString(raw));
    }
    gathered.writeBytes(Json.write(kept).getBytes(StandardCharsets.UTF_8));
    gathered.write('\n');
    return key + "#" + line;
  }

  /** Makes durable what was added: the bytes first, so that no item names an object that is not. */
  void flush() {
    if (gathered.size() > 0) {
      rejects.bytes(key, gathered.toByteArray());
      gathered.reset();
    }
    if (!items.isEmpty()) {
      rejects.items(List.copyOf(items));
      items.clear();
    }
  }
}
