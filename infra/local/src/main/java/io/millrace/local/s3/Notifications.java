// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells queues what happens in their buckets, before the one who did it has his answer;
 * thread-safe.
 */
final class Notifications {
  private static final int SEQUENCER_DIGITS = 18;

  private final BucketSettings settings;
  private final QueueSender queues;
  private final InstantSource clock;
  private final AtomicLong lastSequencer = new AtomicLong();

  Notifications(BucketSettings settings, QueueSender queues, InstantSource clock) {
    this.settings = settings;
    this.queues = queues;
    this.clock = clock;
  }

  /**
   * Sets a bucket's configuration; each queue in it gets the test event, and one that cannot is
   * refused.
   */
  void configure(String bucket, byte[] document) throws IOException {
    NotificationConfiguration configuration = NotificationConfiguration.parse(document);
    for (NotificationConfiguration.QueueRule rule : configuration.rules()) {
      if (!queues.send(
          rule.queueArn(), S3Event.testEvent(bucket, clock.instant()), Optional.empty())) {
        throw new S3Exception(
            400,
            "InvalidArgument",
            "Unable to validate the following destination configurations: there is no queue "
                + rule.queueArn());
      }
    }
    settings.put(bucket, BucketSetting.NOTIFICATION, configuration.toXml());
  }

  boolean wanted(String bucket) {
    return !configuration(bucket).rules().isEmpty();
  }

  /**
   * Raises an event; a queue that is gone is passed over, as S3 does.
   *
   * @param size -1 for a removal
   * @param trace the header of the request that caused it, if it had one
   */
  void raise(
      String name,
      S3Address object,
      String eTag,
      long size,
      String principal,
      String source,
      Optional<String> trace)
      throws IOException {
    var rules = configuration(object.bucket()).matching(name, object.key());
    if (rules.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    String sequencer = String.format("%0" + SEQUENCER_DIGITS + "X", nextSequencer(now));
    S3Event event =
        new S3Event(
            name, now, object.bucket(), object.key(), eTag, size, sequencer, principal, source);
    for (NotificationConfiguration.QueueRule rule : rules) {
      queues.send(rule.queueArn(), event.toJson(rule.id()), trace);
    }
  }

  private NotificationConfiguration configuration(String bucket) {
    return settings.notifications(bucket);
  }

  /** Microseconds, so that it goes on rising after a restart. */
  private long nextSequencer(Instant now) {
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    return lastSequencer.updateAndGet(last -> Math.max(last + 1, micros));
  }
}
