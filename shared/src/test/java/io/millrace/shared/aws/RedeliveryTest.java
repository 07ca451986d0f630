// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.BatchResult.Failure;
import io.millrace.shared.batch.UnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.model.SqsException;

final class RedeliveryTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");

  private final RecordingSqs sqs = new RecordingSqs();
  private final Redelivery redelivery = new Redelivery(sqs, "queue", new Random(5));

  @ParameterizedTest
  @CsvSource({"1, 60", "2, 240", "3, 960", "4, 3600", "5, 3600", "4000, 3600"})
  void unluckyMessage_waitsLongerBehindEveryDelivery_andNeverBeyondAnHour(int receives, int most) {
    for (int i = 0; i < 50; i++) {
      redelivery.defer(List.of(failure("m", receives, new UnavailableException("down"))), NOW);
      assertThat(sqs.seconds().get("m")).isBetween(most / 2, most);
      redelivery.defer(List.of(failure("n", receives, null)), NOW);
      assertThat(sqs.seconds().get("n")).isBetween(most / 2, most);
    }
  }

  @Test
  void outageOfAnHour_leavesEveryMessageADelivery() {
    int shortest = 0;
    for (int receives = 1; receives < 5; receives++) {
      redelivery.defer(List.of(failure("m", receives, new UnavailableException("down"))), NOW);
      shortest += Objects.requireNonNull(sqs.seconds().get("m"));
    }
    assertThat(shortest).isGreaterThan(40 * 60);
  }

  @Test
  void duplicateOfWorkInProgress_comesBackWhenTheClaimHasEnded() {
    for (int i = 0; i < 50; i++) {
      redelivery.defer(List.of(taken("a", NOW.plusMillis(90_500)), taken("b", NOW)), NOW);
      assertThat(sqs.seconds().get("a")).isBetween(91, 93);
      assertThat(sqs.seconds().get("b")).isBetween(1, 3);
    }
    redelivery.defer(List.of(taken("a", NOW.plusSeconds(100_000))), NOW);
    assertThat(sqs.seconds().get("a")).isEqualTo(3_600);
  }

  @Test
  void messageThatFailsForAnotherReason_isLeftToTheQueue() {
    int deferred =
        redelivery.defer(List.of(failure("m", 1, new IllegalStateException("bug"))), NOW);
    assertThat(deferred).isZero();
    assertThat(sqs.seconds()).isEmpty();
  }

  @Test
  void moreThanTenMessages_takeSeveralCalls_andAnUnluckyCallLeavesItsMessagesToTheQueue() {
    List<Failure<Message>> failures =
        IntStream.range(0, 25).mapToObj(i -> failure("m" + i, 1, null)).toList();
    sqs.failNext(1, throttled());
    assertThat(redelivery.defer(failures, NOW)).isEqualTo(15);
    assertThat(sqs.seconds()).hasSize(15).doesNotContainKey("m9").containsKey("m10");
  }

  @Test
  void missingPermission_isNotHidden() {
    sqs.failNext(1, (SqsException) SqsException.builder().statusCode(403).message("no").build());
    List<Failure<Message>> failures = new ArrayList<>(List.of(failure("m", 1, null)));
    assertThatThrownBy(() -> redelivery.defer(failures, NOW)).isInstanceOf(SqsException.class);
  }

  private static SqsException throttled() {
    return (SqsException) SqsException.builder().statusCode(503).message("later").build();
  }

  private static Failure<Message> taken(String handle, Instant until) {
    return failure(handle, 1, UnavailableException.takenUntil(until, "taken"));
  }

  private static Failure<Message> failure(
      String handle, int receives, @Nullable RuntimeException cause) {
    return new Failure<>(new Message("id-" + handle, "", NOW, "arn", handle, receives), cause);
  }
}
