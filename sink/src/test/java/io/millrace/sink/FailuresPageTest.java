// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.DynamoIdempotencyTable;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.aws.KinesisEventStream;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.aws.Redelivery;
import io.millrace.shared.aws.S3Blobs;
import io.millrace.shared.aws.SqsMessageQueue;
import io.millrace.shared.batch.BatchResult.Failure;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Part;
import io.millrace.sink.view.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * FAILURES.md says what the adapters of every stage do with what a service may answer; {@code
 * -Dfailures.update=true} writes it anew. It stands in this module because no other sees all of
 * them.
 */
final class FailuresPageTest {

  private static final Path PAGE = Path.of("../shared/FAILURES.md");
  private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");
  private static final Backoff BACKOFF =
      new Backoff(2, Duration.ZERO, Duration.ZERO, new Random(0), time -> {});

  /** What becomes of the input. */
  private enum Verdict {
    RETRIED,
    REJECTED,
    AS_IT_SHOULD_BE,
    FATAL
  }

  static {
    // The canned answers are JSON.
    System.setProperty("aws.cborEnabled", "false");
  }

  @Test
  void committedPage_isWhatTheAdaptersDo() throws IOException {
    String page = page();
    if (Boolean.getBoolean("failures.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("outdated or missing: run this test with -Dfailures.update=true and commit the file")
        .hasContent(page);
  }

  @Test
  void dependencyThatIsDown_isRetriedByEveryStage_andNothingIsRejected() {
    for (ServiceCall call : ServiceCall.values()) {
      for (CannedHttp.Failure failure : ServiceCall.down()) {
        // Putting a message off is all there is to lose of this call: it comes back all the same.
        assertThat(verdict(call, failure))
            .as("%s: %s", call.call, failure.name())
            .isEqualTo(
                call == ServiceCall.DEFER_MESSAGES ? Verdict.AS_IT_SHOULD_BE : Verdict.RETRIED);
      }
    }
  }

  @Test
  void onlyAnUploadThatIsGone_isRejectedForWhatAServiceSays() {
    List<String> rejected = new ArrayList<>();
    for (ServiceCall call : ServiceCall.values()) {
      for (CannedHttp.Failure failure : call.failures()) {
        if (verdict(call, failure) == Verdict.REJECTED) {
          rejected.add(call + " " + failure.name());
        }
      }
    }
    assertThat(rejected).containsExactly("GET_OBJECT NoSuchKey", "GET_OBJECT PreconditionFailed");
  }

  private static Verdict verdict(ServiceCall call, CannedHttp.Failure failure) {
    try {
      return make(call, new CannedHttp(failure)) ? Verdict.AS_IT_SHOULD_BE : Verdict.REJECTED;
    } catch (UnavailableException e) {
      return Verdict.RETRIED;
    } catch (RuntimeException e) {
      return Verdict.FATAL;
    }
  }

  /** Makes the call as its stage does; false when what it asked for can't be had ever. */
  private static boolean make(ServiceCall call, CannedHttp http) {
    return switch (call) {
      case GET_OBJECT -> blobs(http).open("bucket", "key", "etag").isPresent();
      case PUT_OBJECT -> done(() -> blobs(http).put("bucket", "key", "text/plain", new byte[1]));
      case PUT_RECORDS ->
          done(
              () ->
                  new KinesisEventStream(
                          http.client(KinesisClient.builder()).build(), "stream", BACKOFF)
                      .append(List.of(new byte[1])));
      case SEND_MESSAGES ->
          done(() -> new SqsMessageQueue(sqs(http), "https://q", BACKOFF).send(List.of("m")));
      case DEFER_MESSAGES ->
          done(
              () ->
                  new Redelivery(sqs(http), "https://q", new Random(0))
                      .defer(
                          List.of(
                              new Failure<>(new Message("m", "", NOW, "arn", "handle", 1), null)),
                          NOW));
      case ACCEPT -> done(() -> records(http).accept(List.of(event())));
      case REJECT ->
          done(
              () ->
                  records(http)
                      .reject(
                          List.of(Parts.reject("a", Part.EVENT, Reason.TOO_EARLY, Parts.TIME))));
      case CLAIM ->
          done(
              () ->
                  new DynamoIdempotencyTable(dynamo(http), "table", "f", Duration.ofDays(16))
                      .claim("a", "hash", "owner", NOW, NOW.plusSeconds(1)));
      case READ_HEAD -> done(() -> ledger(http).revision("shard"));
      case READ_MARKS -> done(() -> ledger(http).marks("shard", new Mark("1", "2")));
      case APPLY -> done(() -> ledger(http).apply("shard", 0, new Mark("1", "2"), new Tally()));
      case PUT_EVENTS ->
          done(
              () ->
                  new EventBridgePhotoBus(
                          http.client(EventBridgeClient.builder()).build(), "bus", BACKOFF)
                      .announce(List.of("{}")));
    };
  }

  private static boolean done(Runnable call) {
    call.run();
    return true;
  }

  private static S3Blobs blobs(CannedHttp http) {
    return new S3Blobs(http.client(S3Client.builder()).build());
  }

  private static SqsClient sqs(CannedHttp http) {
    return http.client(SqsClient.builder()).build();
  }

  private static DynamoDbClient dynamo(CannedHttp http) {
    return http.client(DynamoDbClient.builder()).build();
  }

  private static DynamoRecordStore records(CannedHttp http) {
    return new DynamoRecordStore(dynamo(http), "table", BACKOFF);
  }

  private static Ledger ledger(CannedHttp http) {
    return new DynamoLedger(dynamo(http), "table", Keeping.DEFAULT, InstantSource.system());
  }

  private static Part event() {
    return Parts.event("e", "t", Parts.TIME, "DE");
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # What becomes of an input when a service call fails

            Made by `FailuresPageTest` in `sink` from what the adapters do with each answer, through the SDK's own clients; a test fails when it is
            outdated. Every call is first repeated by the SDK, within the time the invocation has left for work.

            - **Retried**: bad luck. The input is reported as failed and delivered again; after its last delivery it is a dead letter or a failure object,
              from where it goes back. Never a reject, however long the service is down.
            - **Rejected**: the input can never succeed. Of all that a service may answer, only that an upload is gone or was overwritten says so
              (`UPLOAD_GONE`), and a claim that finds its key taken by another object (`ID_REUSED`); every other reason is found in the input's own
              bytes (`Reason`).
            - **In order**: an answer that the stage counts on: a reject finds something standing there, a claim finds the work done, a transaction finds a
              newer revision and is made again, a message that can't be put off comes back by itself.
            - **Fatal**: a bug of ours, or the stack is not as it should be. Delivered again like bad luck, because a deployment or a grant may mend it
              meanwhile; but a queue's message is not put off, no batch stops early for it, and a stream's batch is taken apart until the input that
              causes it stands alone.

            | Call | Stages | Retried | Rejected | In order | Fatal |
            |---|---|---|---|---|---|
            """);
    for (ServiceCall call : ServiceCall.values()) {
      Map<Verdict, List<String>> verdicts = new EnumMap<>(Verdict.class);
      for (CannedHttp.Failure failure : call.failures()) {
        verdicts
            .computeIfAbsent(verdict(call, failure), v -> new ArrayList<>())
            .add(failure.name());
      }
      page.append("| ").append(call.call).append(" | ").append(call.stages);
      for (Verdict verdict : Verdict.values()) {
        page.append(" | ").append(String.join(", ", verdicts.getOrDefault(verdict, List.of())));
      }
      page.append(" |\n");
    }
    return page.toString();
  }
}
