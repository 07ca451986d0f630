// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.samples.Expected;
import io.millrace.samples.Traffic;
import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.KinesisEventStream;
import io.millrace.shared.event.Packer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts traffic into a cloud at a rate: events on the stream, in files, and photos. */
final class SoakTraffic {

  private static final Duration TICK = Duration.ofMillis(250);
  private static final int FILE_LINES = 250;
  private static final int EVENTS_PER_PHOTO = 100;

  /** Of ten events, so many go onto the stream, the others into files. */
  private static final int ON_STREAM = 6;

  private final Traffic traffic;
  private final KinesisEventStream stream;
  private final S3Client s3;
  private final String bucket;
  private final Set<String> eventKeys = new HashSet<>();
  private long events;
  private long photos;
  private long forFiles;

  SoakTraffic(Traffic traffic, Clients clients, Resources resources) {
    this.traffic = traffic;
    this.stream =
        new KinesisEventStream(clients.kinesis(), resources.eventsStream(), Backoff.standard());
    this.s3 = clients.s3();
    this.bucket = resources.uploadsBucket();
  }

  /**
   * Goes on at the rate until it is enough; what the clouds delays is made up for.
   *
   * @param enough asked with the number of events so far
   */
  void run(int perSecond, LongPredicate enough, ProgressBar progress) {
    long start = System.nanoTime();
    while (!enough.test(events)) {
      long due = (System.nanoTime() - start) * perSecond / Duration.ofSeconds(1).toNanos();
      while (events < due && !enough.test(events)) {
        put((int) Math.min(due - events, perSecond));
      }
      progress.show(
          0, Texts.grouped(events) + " events and " + Texts.grouped(photos) + " photos put in");
      Pauses.pause(TICK);
    }
    file((int) forFiles);
  }

  private void put(int count) {
    int direct = Math.ceilDiv(count * ON_STREAM, 10);
    onStream(direct);
    forFiles += count - direct;
    while (forFiles >= FILE_LINES) {
      file(FILE_LINES);
    }
    events += count;
    while (photos < events / EVENTS_PER_PHOTO) {
      photos++;
      Traffic.Photo photo = traffic.photo();
      upload("soak/photos/" + photos + "-" + photo.file(), photo.body());
    }
  }

  private void onStream(int count) {
    Packer packer = new Packer();
    traffic.events(count).forEach(packer::add);
    List<byte[]> records = packer.take();
    // Again after doubt: an event is known by its id.
    Persistently.call(
        () -> {
          stream.append(records);
          return records;
        });
  }

  private void file(int lines) {
    if (lines > 0) {
      forFiles -= lines;
      String key = "soak/events/" + eventKeys.size() + ".ndjson";
      eventKeys.add(key);
      upload(key, traffic.file(lines));
    }
  }

  private void upload(String key, byte[] body) {
    Persistently.call(
        () -> s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(body)));
  }

  /** What must come of it. */
  Expected expected() {
    return traffic.expected();
  }

  /** What went in, as the demo counts its files. */
  Input input() {
    Expected expected = expected();
    long outOfTime = expected.events().rejected().getOrDefault("TOO_OLD", 0L);
    return new Input(
        photos,
        expected.events().received(),
        expected.events().distinct() + outOfTime,
        expected.events().rejectedTotal() - outOfTime,
        eventKeys);
  }
}
