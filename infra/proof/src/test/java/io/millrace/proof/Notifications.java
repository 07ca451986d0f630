// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Tells the uploads queue of new objects: at least once, late, and in any order. Source: Amazon S3
 * User Guide, "Event notifications" and "Event message structure".
 */
final class Notifications implements Actor {

  private static final int MAX_COPIES = 2;
  private static final int MAX_DELAY_SECONDS = 120;

  private record Notice(String body, Instant due) {}

  private final Queue queue;
  private final VirtualClock clock;
  private final Random random;
  private final List<Notice> waiting = new ArrayList<>();

  Notifications(Queue queue, VirtualClock clock, Random random) {
    this.queue = queue;
    this.clock = clock;
    this.random = random;
    queue.send(List.of("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}"));
  }

  void created(String key, String etag) {
    String body =
        """
        {"Records":[{"eventName":"ObjectCreated:Put","eventTime":"%s","s3":\
        {"bucket":{"name":"%s"},"object":{"key":"%s","eTag":"%s"}}}]}"""
            .formatted(clock.instant(), Pipeline.UPLOADS, User.encoded(key), etag);
    int copies = random.nextInt(3) == 0 ? MAX_COPIES : 1;
    for (int i = 0; i < copies; i++) {
      // Most come at once.
      int delay = random.nextInt(3) == 0 ? random.nextInt(MAX_DELAY_SECONDS) : 0;
      waiting.add(new Notice(body, clock.instant().plusSeconds(delay)));
    }
  }

  @Override
  public boolean act() {
    for (Notice notice : waiting) {
      if (!notice.due.isAfter(clock.instant())) {
        waiting.remove(notice);
        queue.send(List.of(notice.body));
        return true;
      }
    }
    return false;
  }

  @Override
  public Instant next() {
    return waiting.stream().map(Notice::due).min(Instant::compareTo).orElse(Instant.MAX);
  }
}
