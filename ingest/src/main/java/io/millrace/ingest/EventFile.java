// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.batch.Outcome.Rejected;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.EventLimits;
import io.millrace.shared.event.Packer;
import io.millrace.shared.port.EventStream;
import java.io.IOException;
import java.util.List;

/**
 * Pours one events file into the stream, chunk by chunk, and its wrong entries into the rejects. A
 * repeat pours the same events and rejects again; their ids make that harmless.
 */
final class EventFile {

  private static final int CHUNK_BYTES = 2 * 1024 * 1024;

  private final EventStream stream;
  private final LineRejects rejects;
  private final int maxRejected;
  private final Packer packer = new Packer();
  private long accepted;
  private long rejected;
  private boolean whole = true;

  /**
   * @param maxRejected how many wrong entries are kept; the next one stands for the rest
   */
  EventFile(EventStream stream, LineRejects rejects, int maxRejected) {
    this.stream = stream;
    this.rejects = rejects;
    this.maxRejected = maxRejected;
  }

  /** Reads to the end or to where the file breaks off; when it returns all of it is durable. */
  Taken pour(Entries entries) throws IOException {
    try {
      Entry entry = entries.next();
      while (entry != null && take(entry)) {
        entry = entries.next();
      }
    } catch (BrokenOffException e) {
      rest(entries.line(), e.reason(), e.detail());
    }
    append();
    rejects.flush();
    return new Taken(whole, new LineCounts(accepted, rejected, entries.blank()));
  }

  /** Takes one entry; false when nothing behind it is to be read. */
  private boolean take(Entry entry) {
    return switch (entry.outcome()) {
      case Accepted<CloudEvent>(CloudEvent event) -> accept(entry, event);
      case Rejected<CloudEvent> why -> reject(entry, why);
    };
  }

  private boolean accept(Entry entry, CloudEvent event) {
    byte[] json = EventCodec.write(event);
    if (json.length > EventLimits.MAX_EVENT_BYTES) {
      // What the line left out (source, id, type) may put it over the limit of the next stage.
      return reject(entry, tooLarge(json.length));
    }
    packer.add(json);
    accepted++;
    if (packer.bytes() >= CHUNK_BYTES) {
      append();
    }
    return true;
  }

  static Rejected<byte[]> tooLarge(int bytes) {
    return new Rejected<>(
        Reason.EVENT_TOO_LARGE,
        bytes + " bytes as an event, allowed are " + EventLimits.MAX_EVENT_BYTES);
  }

  private boolean reject(Entry entry, Rejected<?> why) {
    if (rejected == maxRejected) {
      rest(
          entry.line(),
          Reason.TOO_MANY_REJECTS,
          maxRejected + " lines before this one are wrong; nothing from here on is read");
      return false;
    }
    rejects.add(entry, why);
    rejected++;
    return true;
  }

  private void rest(long line, Reason reason, String detail) {
    rejects.rest(line, reason, detail);
    rejected++;
    whole = false;
  }

  private void append() {
    List<byte[]> records = packer.take();
    if (!records.isEmpty()) {
      stream.append(records);
    }
  }
}
