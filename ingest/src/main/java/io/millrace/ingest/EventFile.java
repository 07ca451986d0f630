// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.batch.Outcome.Rejected;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.EventLimits;
import io.millrace.shared.event.Packer;
import io.millrace.shared.event.UploadProgress;
import io.millrace.shared.port.EventStream;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Pours one events file into the stream, chunk by chunk, and its wrong entries into the rejects. A
 * repeat pours the same events and rejects again; their ids make that harmless.
 *
 * <p>Where a chunk ends is a function of the content alone, never of time or luck: whoever repeats
 * a chunk repeats all of it and nothing else, and writes the same objects.
 */
final class EventFile {

  private final EventStream stream;
  private final LineRejects rejects;
  private final int maxRejected;
  private final UploadConfig.Chunk chunk;
  private final Pace pace;
  private final Packer packer = new Packer();
  private long packed;
  private long accepted;
  private long rejected;
  private long blank;
  private boolean whole = true;

  /**
   * @param maxRejected how many wrong entries are kept; the next one stands for the rest
   */
  EventFile(
      EventStream stream,
      LineRejects rejects,
      int maxRejected,
      UploadConfig.Chunk chunk,
      Pace pace) {
    this.stream = stream;
    this.rejects = rejects;
    this.maxRejected = maxRejected;
    this.chunk = chunk;
    this.pace = pace;
  }

  /**
   * Reads to the end, to where the file breaks off, or until the turn is late, and at least one
   * chunk; when it returns everything up to there is durable and, unless it is the end, noted.
   *
   * @param entries from where the start says on
   * @param read bytes of the object that were read, for the progress
   * @throws UnavailableException when not even one chunk could be had
   */
  Taken pour(Entries entries, UploadProgress start, LongSupplier read, Turn turn)
      throws IOException {
    accepted = start.accepted();
    rejected = start.rejected();
    blank = start.blank();
    boolean more = true;
    boolean further = false;
    while (more) {
      try {
        more = readChunk(entries);
      } catch (UnavailableException e) {
        if (!further) {
          throw e;
        }
        // The connection broke. What came before counts, and the next turn opens another.
        return taken(Taken.End.UNFINISHED, start, turn.progress());
      }
      append();
      rejects.flush();
      UploadProgress now = progress(start, entries.position(), read.getAsLong());
      if (!more) {
        return taken(whole ? Taken.End.ACCEPTED : Taken.End.BROKEN_OFF, start, now);
      }
      turn.advance(now);
      further = true;
      more = !turn.isLate();
    }
    return taken(Taken.End.UNFINISHED, start, turn.progress());
  }

  private static Taken taken(Taken.End end, UploadProgress start, UploadProgress now) {
    LineCounts lines =
        new LineCounts(
            now.accepted() - start.accepted(),
            now.rejected() - start.rejected(),
            now.blank() - start.blank());
    return new Taken(end, lines, now);
  }

  private UploadProgress progress(UploadProgress start, Position at, long read) {
    return new UploadProgress(
        start.object(),
        start.bytes(),
        read,
        start.modified(),
        at.offset(),
        at.line(),
        accepted,
        rejected,
        blank,
        start.hops(),
        whole);
  }

  /** Reads one chunk; false when nothing behind it is to be read. */
  private boolean readChunk(Entries entries) throws IOException {
    long end = entries.position().offset() + chunk.bytes();
    try {
      while (entries.position().offset() < end && !isFull()) {
        if (!take(entries.next())) {
          return false;
        }
      }
      return true;
    } catch (BrokenOffException e) {
      rest(entries.position().line(), e.reason(), e.detail());
      return false;
    }
  }

  private boolean isFull() {
    return packer.bytes() >= chunk.bytes() || packed >= chunk.events() || rejects.isFull();
  }

  /** Takes one entry; false when nothing behind it is to be read. */
  private boolean take(@Nullable Entry entry) {
    return switch (entry) {
      case null -> false;
      case Entry.Blank _ -> {
        blank++;
        yield true;
      }
      case Entry.Input input ->
          switch (input.outcome()) {
            case Accepted<CloudEvent>(CloudEvent event) -> accept(input, event);
            case Rejected<CloudEvent> why -> reject(input, why);
          };
    };
  }

  private boolean accept(Entry.Input entry, CloudEvent event) {
    byte[] json = EventCodec.write(event);
    if (json.length > EventLimits.MAX_EVENT_BYTES) {
      // What the line left out (source, id, type) may put it over the limit of the next stage.
      return reject(entry, tooLarge(json.length));
    }
    packer.add(json);
    packed++;
    accepted++;
    return true;
  }

  static Rejected<byte[]> tooLarge(int bytes) {
    return new Rejected<>(
        Reason.EVENT_TOO_LARGE,
        bytes + " bytes as an event, allowed are " + EventLimits.MAX_EVENT_BYTES);
  }

  private boolean reject(Entry.Input entry, Rejected<?> why) {
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
    if (packed > 0) {
      pace.spend(packed, packer.bytes());
      List<byte[]> records = packer.take();
      packed = 0;
      stream.append(records);
    }
  }
}
