// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.proof.RecordsTable.Key;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Everybody outside: uploads and overwrites, puts records, repeats them, deletes items, reshards,
 * hands back what was given up, and waits.
 */
final class User implements Actor {

  private static final List<String> KEYS =
      List.of("a.ndjson", "in/b c+d.csv", "photos/e", "f", "g", "h", "i", "j", "k", "l");
  private static final int STEPS = 36;
  private static final int GAP_MILLIS = 20_000;
  private static final int LONG_WAITS = 2;
  private static final int LONG_WAIT_HOURS = 26;

  private final Pipeline pipeline;
  private final Notifications notifications;
  private final Reference reference;
  private final VirtualClock clock;
  private final Random random;
  private final Producer producer;
  private final Map<String, List<Upload>> uploads = new TreeMap<>();
  private String lastKey = KEYS.getFirst();
  private int left = STEPS;
  private int longWaits = LONG_WAITS;
  private Instant due;

  User(
      Pipeline pipeline,
      Notifications notifications,
      Reference reference,
      VirtualClock clock,
      Random random) {
    this.pipeline = pipeline;
    this.notifications = notifications;
    this.reference = reference;
    this.clock = clock;
    this.random = random;
    this.producer = new Producer(random);
    this.due = clock.instant();
  }

  @Override
  public boolean act() {
    if (left == 0 || due.isAfter(clock.instant())) {
      return false;
    }
    left--;
    due = clock.instant().plusMillis(random.nextInt(GAP_MILLIS));
    int step = random.nextInt(100);
    if (step < 38) {
      upload();
    } else if (step < 74) {
      put();
    } else if (step < 79) {
      pipeline.events.reshard(random);
    } else if (step < 83) {
      pipeline.records.changes.reshard(random);
    } else if (step < 90) {
      delete();
    } else if (step < 95) {
      pipeline.redrive();
    } else if (step < 97) {
      String body = "{\"no\":\"notification " + left + "\"}";
      pipeline.uploadsQueue.send(List.of(body));
      reference.strayMessage(pipeline.uploadsQueue.name, body);
    } else if (longWaits > 0) {
      longWaits--;
      clock.advance(Duration.ofHours(1 + random.nextInt(LONG_WAIT_HOURS)));
    }
    return true;
  }

  private void upload() {
    // Often what came last, while it still is on its way.
    String key = random.nextInt(3) == 0 ? lastKey : KEYS.get(random.nextInt(KEYS.size()));
    lastKey = key;
    List<Upload> before = uploads.computeIfAbsent(key, k -> new ArrayList<>());
    // Now and then somebody puts back what stood there before.
    boolean again = !before.isEmpty() && random.nextInt(3) == 0;
    Upload upload = again ? before.get(random.nextInt(before.size())) : producer.upload();
    before.add(upload);
    Buckets.Stored stored = pipeline.buckets.store(Pipeline.UPLOADS, key, upload.body());
    reference.uploaded(key, upload, stored, clock.instant());
    notifications.created(key, stored.etag());
  }

  private void put() {
    List<Input> inputs = producer.streamRecord();
    byte[] record = producer.pack(inputs);
    // A producer that is not sure puts it again.
    for (int i = random.nextInt(4) == 0 ? 2 : 1; i > 0; i--) {
      reference.streamed(pipeline.events.append(random.nextInt(), record, clock.instant()), inputs);
    }
  }

  private void delete() {
    List<Key> keys = new ArrayList<>(pipeline.records.items().keySet());
    if (!keys.isEmpty()) {
      pipeline.records.delete(keys.get(random.nextInt(keys.size())));
    }
  }

  @Override
  public Instant next() {
    return left == 0 ? Instant.MAX : due;
  }

  static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8);
  }
}
