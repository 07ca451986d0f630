// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.zip.GZIPOutputStream;

/**
 * Traffic without end, of the shape of the sample files, and what a correct pipeline makes of all
 * of it so far. The same seed and moment make the same traffic. Not thread-safe.
 */
public final class Traffic {

  private static final int DUPLICATE_PERCENT = 2;
  private static final int WRONG_PERCENT = 1;
  private static final int OUT_OF_TIME_PER_MILLE = 2;
  private static final int GZIP_PERCENT = 30;
  private static final int REMEMBERED = 500;
  private static final Duration TOO_OLD = Duration.ofDays(30);

  private final Random random;
  private final Instant now;
  private final String run;
  private final EventSource source;
  private final EventTally tally = new EventTally();
  private final List<SampleEvent> recent = new ArrayList<>();
  private final SortedMap<String, Long> photosRejected = Expected.counts();
  private final SortedMap<String, Long> photosByCountry = Expected.counts();
  private long photos;
  private long photosReady;

  /** One photo of the samples; uploaded under another key it is another photo. */
  public record Photo(String file, byte[] body) {}

  public Traffic(long seed, Instant now) {
    this.random = new Random(seed);
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
    this.run = Long.toString(now.toEpochMilli(), Character.MAX_RADIX) + "-";
    this.source = new EventSource(random, this.now);
  }

  /**
   * Events for the stream, each a CloudEvent: some of them twice, some out of time. None that can't
   * be read: a producer that is in doubt puts a record again, and only an id makes the two one.
   */
  public List<byte[]> events(int count) {
    List<byte[]> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(bytes(readable()));
    }
    return events;
  }

  /**
   * One event of live traffic, a CloudEvent: sometimes one of the last again, sometimes one that
   * lies too far back. Its id is new in every run, whatever the seed.
   *
   * @param time when it happens
   */
  public byte[] event(Instant time) {
    if (isDuplicate()) {
      tally.again();
      return bytes(Lines.json(anyRecent()));
    }
    SampleEvent event = source.next(false).renamed(run).at(time);
    if (isOutOfTime()) {
      tally.rejected("TOO_OLD");
      return bytes(Lines.json(event.at(time.minus(TOO_OLD))));
    }
    tally.first(event);
    remember(event);
    return bytes(Lines.json(event));
  }

  /** What no consumer can read, to be put as a stream record of its own: one rejected input. */
  public byte[] poison() {
    Malformed kind =
        Malformed.ALONE_ON_STREAM.get(random.nextInt(Malformed.ALONE_ON_STREAM.size()));
    tally.rejected(kind.reason());
    return kind.line(source.next(false).renamed(run));
  }

  /** An event whose id is known in advance, from nowhere. */
  public byte[] marker(String markerSource, String id, String type, Instant time) {
    SampleEvent marker =
        new SampleEvent(
            id,
            markerSource,
            type,
            time,
            time.toString(),
            null,
            Expected.UNKNOWN_COUNTRY,
            Map.of("marker", true));
    tally.first(marker);
    return bytes(Lines.json(marker));
  }

  /** A file of so many lines, some of them wrong; some files are gzip. */
  public byte[] file(int lines) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int i = 0; i < lines; i++) {
      if (random.nextInt(100) < WRONG_PERCENT) {
        Malformed kind = Malformed.JSON.get(random.nextInt(Malformed.JSON.size()));
        tally.rejected(kind.reason());
        file.writeBytes(kind.line(source.next(false)));
      } else {
        file.writeBytes(bytes(readable()));
      }
      file.write('\n');
    }
    return random.nextInt(100) < GZIP_PERCENT ? gzip(file.toByteArray()) : file.toByteArray();
  }

  /** The next photo. */
  public Photo photo() {
    SamplePhoto photo = SamplePhoto.ALL.get((int) (photos % SamplePhoto.ALL.size()));
    photos++;
    if (photo.reason() == null) {
      photosReady++;
      Expected.count(photosByCountry, photo.country());
    } else {
      Expected.count(photosRejected, photo.reason());
    }
    return new Photo(photo.file(), Samples.photo(photo.file()));
  }

  /** What must come of all that was taken from here. */
  public Expected expected() {
    return new Expected(
        now.toString(),
        tally.toExpected(),
        new Expected.Photos(photos, photosReady, photosRejected, photosByCountry));
  }

  private String readable() {
    if (isDuplicate()) {
      tally.again();
      return Lines.json(anyRecent());
    }
    SampleEvent event = source.next(false);
    if (isOutOfTime()) {
      tally.rejected("TOO_OLD");
      return Lines.json(event.at(event.instant().minus(TOO_OLD)));
    }
    tally.first(event);
    remember(event);
    return Lines.json(event);
  }

  private boolean isDuplicate() {
    return !recent.isEmpty() && random.nextInt(100) < DUPLICATE_PERCENT;
  }

  private boolean isOutOfTime() {
    return random.nextInt(1_000) < OUT_OF_TIME_PER_MILLE;
  }

  private SampleEvent anyRecent() {
    return recent.get(random.nextInt(recent.size()));
  }

  private void remember(SampleEvent event) {
    if (recent.size() < REMEMBERED) {
      recent.add(event);
    } else {
      recent.set(random.nextInt(REMEMBERED), event);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be written", e);
    }
    return out.toByteArray();
  }
}
