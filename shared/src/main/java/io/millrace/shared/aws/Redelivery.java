// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.BatchResult.Failure;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.config.Meaning;
import io.millrace.shared.config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

/**
 * Says when messages that were not done are delivered again, because every delivery counts and the
 * fifth is the last: when somebody else's claim ends, or after a wait that grows with the
 * deliveries, so that an outage of an hour sends nothing to the dead letters. A message that failed
 * for another reason than bad luck is left to the queue's visibility timeout.
 *
 * <p>Source: SQS API reference, ChangeMessageVisibilityBatch (0 to 43,200 seconds from now).
 */
public final class Redelivery {

  /** The setting of the wait behind the first delivery: upper bound, one second to an hour. */
  @Meaning(
      "Upper bound of the wait before a failed message comes back for the first time; each further wait is four times as long, up to an hour")
  public static final String REDELIVERY_WAIT = "REDELIVERY_WAIT";

  /** Upper bound of the wait behind the first delivery, unless configured. */
  static final Duration FIRST = Duration.ofMinutes(1);

  /** Upper bound of any wait. */
  static final Duration LONGEST = Duration.ofHours(1);

  /** How much longer each wait is than the one before. */
  private static final int FACTOR = 4;

  /** Spreads those that wait for the same claim. */
  private static final Duration CLAIM_JITTER = Duration.ofSeconds(2);

  private static final int MAX_ENTRIES = 10;

  private final Supplier<SqsClient> sqs;
  private final String queueUrl;
  private final RandomGenerator random;
  private final Duration first;

  /**
   * @param sqs whose deadline reaches into the reserve, which this is for
   */
  public Redelivery(SqsClient sqs, String queueUrl, RandomGenerator random) {
    this(() -> sqs, queueUrl, random, FIRST);
  }

  /**
   * @param first upper bound of the wait behind the first delivery
   */
  Redelivery(Supplier<SqsClient> sqs, String queueUrl, RandomGenerator random, Duration first) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.random = random;
    this.first = first;
  }

  /** The wait behind the first delivery, as the environment has it. */
  static Duration firstWait(Map<String, String> env) {
    Settings settings = new Settings("redelivery", env);
    Duration first = settings.duration(REDELIVERY_WAIT, FIRST, Duration.ofSeconds(1), LONGEST);
    settings.check();
    return first;
  }

  /**
   * Puts off what failed. When that can't be had, the messages come back at the end of the queue's
   * visibility timeout: later or sooner, and never not at all.
   *
   * @return how many messages were put off
   */
  public int defer(List<Failure<Message>> failures, Instant now) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    for (Failure<Message> failure : failures) {
      if (failure.input().receiptHandle().isEmpty()) {
        // Redriven, not received: whoever redrives it keeps it.
        continue;
      }
      wait(failure, now)
          .ifPresent(wait -> entries.add(entry(entries.size(), failure.input(), wait)));
    }
    int deferred = 0;
    for (int from = 0; from < entries.size(); from += MAX_ENTRIES) {
      deferred += change(entries.subList(from, Math.min(from + MAX_ENTRIES, entries.size())));
    }
    return deferred;
  }

  private static ChangeMessageVisibilityBatchRequestEntry entry(
      int index, Message message, Duration wait) {
    return ChangeMessageVisibilityBatchRequestEntry.builder()
        .id(Integer.toString(index))
        .receiptHandle(message.receiptHandle())
        .visibilityTimeout((int) wait.toSeconds())
        .build();
  }

  private int change(List<ChangeMessageVisibilityBatchRequestEntry> entries) {
    try {
      return Luck.translating(
              "ChangeMessageVisibilityBatch of " + queueUrl,
              () ->
                  sqs.get()
                      .changeMessageVisibilityBatch(
                          ChangeMessageVisibilityBatchRequest.builder()
                              .queueUrl(queueUrl)
                              .entries(entries)
                              .build()))
          .successful()
          .size();
    } catch (UnavailableException e) {
      return 0;
    }
  }

  private Optional<Duration> wait(Failure<Message> failure, Instant now) {
    if (failure.cause() == null) {
      return Optional.of(growing(failure.input().receives()));
    }
    if (!(failure.cause() instanceof UnavailableException unlucky)) {
      return Optional.empty();
    }
    return Optional.of(
        unlucky
            .notBefore()
            .map(end -> untilEnd(Duration.between(now, end)))
            .orElseGet(() -> growing(failure.input().receives())));
  }

  /** Behind the end of a claim, by whole seconds as SQS counts; never longer than any wait. */
  private Duration untilEnd(Duration left) {
    Duration jitter = Duration.ofMillis(1_000 + random.nextLong(CLAIM_JITTER.toMillis()));
    Duration wait = (left.isNegative() ? Duration.ZERO : left).plus(jitter);
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }

  /** Between half of the bound and all of it. */
  private Duration growing(int receives) {
    Duration bound = first;
    for (int i = 1; i < receives && bound.compareTo(LONGEST) < 0; i++) {
      bound = bound.multipliedBy(FACTOR);
    }
    long millis = Math.min(bound.toMillis(), LONGEST.toMillis());
    return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
  }
}
