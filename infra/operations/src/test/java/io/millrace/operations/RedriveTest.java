// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.operations.RedriveReport.Status;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.port.Fault;
import io.millrace.shared.record.Keeping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedriveTest {

  private final Bench bench = new Bench();

  @Test
  void batch_isHandedBackAsItWas_andMoved() {
    ObjectNode event = Bench.window(1, 2, 3);
    bench.put(Bench.KEY, Bench.failure(event));

    RedriveReport report = bench.redrive(Bench.KEY);

    assertThat(report.status()).isEqualTo(Status.REDRIVEN);
    assertThat(report.done()).isEqualTo(3);
    assertThat(bench.events).containsExactly(event.toString());
    assertThat(bench.objects.objects).containsOnlyKeys("redriven/" + Bench.KEY);
    assertThat(bench.redrive(Bench.KEY).status()).isEqualTo(Status.DONE_BEFORE);
    assertThat(bench.invocations).hasSize(1);
  }

  @Test
  void whatFailsAgain_isAllThatIsLeft_withItsShardAndWindow() {
    bench.put(Bench.KEY, Bench.failure(Bench.window(1, 2, 3, 4, 5)));
    bench.breaking.add("2");
    bench.reported.put("4", 100);

    RedriveReport report = bench.redrive(Bench.KEY);

    assertThat(report.status()).isEqualTo(Status.LEFT);
    assertThat(report.left()).isEqualTo(2);
    assertThat(report.more()).isFalse();
    assertThat(report.problems())
        .extracting(RedriveReport.Problem::record)
        .containsExactly("2", "4");
    assertThat(bench.waiting(Bench.KEY)).containsExactly("2", "4");
    bench.breaking.clear();
    bench.reported.clear();
    bench.events.clear();
    assertThat(bench.redrive(Bench.KEY).status()).isEqualTo(Status.REDRIVEN);
    // What lay between them is done, so they are not neighbours.
    assertThat(bench.events)
        .hasSize(2)
        .allMatch(event -> event.contains("\"shardId\":\"shardId-7\""));
    assertThat(bench.items.values()).hasSize(5).containsOnly(true);
  }

  @Test
  void queueBatch_losesWhatWentWell_whereverItStands() {
    bench.put(Bench.REPLAY, Bench.replay(Bench.messages(1, 2, 3)));
    bench.reported.put("1", 100);
    bench.reported.put("3", 100);

    assertThat(bench.redrive(Bench.REPLAY).left()).isEqualTo(2);
    assertThat(bench.waiting(Bench.REPLAY)).containsExactly("1", "3");
    assertThat(bench.items).containsOnlyKeys("2");
  }

  @Test
  void functionThatAlwaysFails_isLeftAloneSoon() {
    int[] many = IntStream.rangeClosed(1, 500).toArray();
    bench.put(Bench.KEY, Bench.failure(Bench.kinesis(many)));
    IntStream.of(many).forEach(number -> bench.breaking.add("" + number));

    RedriveReport report = bench.redrive(Bench.KEY);

    assertThat(report.left()).isEqualTo(500);
    assertThat(report.detail()).contains("records in a row failed");
    assertThat(bench.invocations).hasSizeLessThan(30);
  }

  @Test
  void batchOverTheLimitOfAnInvocation_isCut() {
    bench.put(Bench.KEY, Bench.failure(Bench.kinesis(1, 2, 3, 4, 5)));
    bench.maxPayload = Bench.kinesis(1, 2).toString().length();

    assertThat(bench.redrive(Bench.KEY).status()).isEqualTo(Status.REDRIVEN);
    assertThat(bench.invocations)
        .containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("5"));
  }

  @Test
  void noMoreInvocationsThanAllowed_theRestStaysAndSaysSo() {
    bench.put(Bench.KEY, Bench.failure(Bench.kinesis(1, 2, 3)));
    bench.maxPayload = Bench.kinesis(1).toString().length();
    bench.maxInvocations = 2;

    assertThat(bench.redrive(Bench.KEY).more()).isTrue();
    assertThat(bench.waiting(Bench.KEY)).containsExactly("3");
  }

  @Test
  void throttledFunction_endsIt_andNothingIsGone() {
    bench.put(Bench.KEY, Bench.failure(Bench.kinesis(1, 2)));
    bench.invoking.next(Fault.Kind.BEFORE);

    RedriveReport report = bench.redrive(Bench.KEY);

    assertThat(report.detail()).contains("scripted");
    assertThat(bench.waiting(Bench.KEY)).containsExactly("1", "2");
    assertThat(bench.redrive(Bench.KEY).status()).isEqualTo(Status.REDRIVEN);
  }

  @Test
  void secondPersonAtTheSameTime_isToldToWait() {
    bench.put(Bench.KEY, Bench.failure(Bench.kinesis(1)));
    bench.claims.claim(Bench.KEY, "redrive", "other", bench.now, bench.now.plus(Bench.TIMEOUT));

    assertThat(bench.redrive(Bench.KEY).status()).isEqualTo(Status.BUSY);
    assertThat(bench.invocations).isEmpty();
    bench.now = bench.now.plus(Bench.TIMEOUT);
    assertThat(bench.redrive(Bench.KEY).status()).isEqualTo(Status.REDRIVEN);
  }

  @Test
  void horizon_isReachedToTheMillisecond_andNotCrossed() {
    bench.put(Bench.KEY, Bench.failure(Bench.kinesis(1)));
    bench.now = Bench.ARRIVED.plus(Keeping.DEFAULT.redriveHorizon()).plusMillis(1);
    RedriveReport late = bench.redrive(Bench.KEY);
    assertThat(late.status()).isEqualTo(Status.TOO_OLD);
    assertThat(late.detail()).contains("14 days", "millrace push");
    assertThat(bench.redrive(Bench.KEY, true).status()).isEqualTo(Status.TOO_OLD);
    assertThat(bench.invocations).isEmpty();

    bench.now = Bench.ARRIVED.plus(Keeping.DEFAULT.redriveHorizon());
    assertThat(bench.redrive(Bench.KEY).status()).isEqualTo(Status.REDRIVEN);
  }

  @Test
  void oldChanges_arePointedToRepair() {
    bench.put(Bench.KEY, Bench.failure(Bench.window(1)));
    bench.now = Bench.ARRIVED.plus(Keeping.DEFAULT.redriveHorizon());

    assertThat(bench.redrive(Bench.KEY).detail()).contains("millrace verify --repair", "republish");
  }

  @Test
  void dryRun_looksOnly() {
    bench.put(Bench.KEY, Bench.failure(Bench.kinesis(1, 2)));

    RedriveReport report = bench.redrive(Bench.KEY, true);

    assertThat(report.status()).isEqualTo(Status.READY);
    assertThat(report.records()).isEqualTo(2);
    assertThat(bench.invocations).isEmpty();
    assertThat(bench.claims.entries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no json | is not JSON",
        "[] | it is no JSON object",
        "{\"requestContext\":{}} | it has no payload",
        "{\"payload\":\"{}\"} | has no Records",
        "{\"payload\":\"{\\\"Records\\\":[]}\"} | its requestContext.functionArn is \"\"",
        "{\"requestContext\":{\"functionArn\":\"arn:aws:lambda:r:1:function:f\"},\"payload\":\"{\\\"Records\\\":[{\\\"eventSource\\\":\\\"aws:sns\\\"}]}\"} | eventSource is \"aws:sns\", allowed are",
        "{\"requestContext\":{\"functionArn\":\"arn:aws:lambda:r:1:function:f\"},\"payload\":\"{\\\"Records\\\":[{\\\"eventSource\\\":\\\"aws:kinesis\\\"}]}\"} | lack their ids",
        "{\"requestContext\":{\"functionArn\":\"arn:aws:lambda:r:1:function:f\"},\"payload\":\"{\\\"Records\\\":[{\\\"eventSource\\\":\\\"aws:sqs\\\",\\\"messageId\\\":\\\"1\\\"}]}\"} | record 1 has no time at /attributes/SentTimestamp",
      })
  void objectThatIsNoFailedBatch_isNamedWithWhatIsWrong(String body, String problem) {
    bench.objects.objects.put(Bench.KEY, body.getBytes(StandardCharsets.UTF_8));

    RedriveReport report = bench.redrive(Bench.KEY);

    assertThat(report.status()).isEqualTo(Status.WRONG);
    assertThat(report.detail()).startsWith(Bench.KEY).contains(problem);
  }

  @Test
  void keyOfNoFailure_isRefused_andAMissingOneIsSaid() {
    assertThat(bench.redrive("redriven/" + Bench.KEY).detail()).contains("aws/lambda/", "replays/");
    assertThat(bench.redrive(Bench.KEY).detail()).isEqualTo("there is no object " + Bench.KEY);
    assertThat(bench.claims.entries().values()).allMatch(entry -> entry.owner() == null);
  }

  @Test
  void bucketThatDoesNotAnswer_isBadLuck_andTheClaimIsGivenBack() {
    bench.put(Bench.KEY, Bench.failure(Bench.kinesis(1)));
    bench.objects.fault.next(Fault.Kind.BEFORE);

    assertThatThrownBy(() -> bench.redrive(Bench.KEY)).isInstanceOf(UnavailableException.class);
    assertThat(bench.redrive(Bench.KEY).status()).isEqualTo(Status.REDRIVEN);
  }
}
