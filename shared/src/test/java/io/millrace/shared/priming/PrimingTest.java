// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.priming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.Later;
import io.millrace.shared.aws.Messages;
import io.millrace.shared.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

class PrimingTest {

  /** Nobody answers there. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private static final String EVENT =
      "{\"Records\":[{\"messageId\":\"m\",\"body\":\"b\",\"eventSourceARN\":\"q\"}]}";

  /** Calls every kind of service, by clients made as functions make them. */
  private static final class Caller implements RequestStreamHandler {
    private final List<String> seen = new ArrayList<>();
    private final DynamoDbClient dynamo = at(DynamoDbClient.builder());
    private final KinesisClient kinesis = at(KinesisClient.builder());
    private final S3Client s3 = at(S3Client.builder());
    private final Later<SqsClient> sqs = Later.of(() -> at(SqsClient.builder()));

    private static <
            B extends
                software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder<B, C>
                    & software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>,
            C>
        C at(B builder) {
      return Clients.configured(builder, Deadline.none())
          .region(Region.EU_CENTRAL_1)
          .endpointOverride(NOWHERE)
          .build();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
        throws IOException {
      Messages.of(event).forEach(message -> seen.add(message.id()));
      dynamo.batchWriteItem(b -> b.requestItems(Map.of()));
      kinesis.putRecords(b -> b.streamName("s").records(List.of()));
      s3.putObject(
          b -> b.bucket("b").key("k"),
          software.amazon.awssdk.core.sync.RequestBody.fromString("text"));
      // As on a thread of its own, which knows nothing of priming.
      Thread other =
          Thread.ofVirtual()
              .start(
                  () -> {
                    sqs.get().sendMessageBatch(b -> b.queueUrl(NOWHERE + "/q").entries(List.of()));
                    seen.add("sent");
                  });
      try {
        other.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void primingRunsTheRealCode_andNoRequestLeaves() throws IOException {
    List<Caller> made = new ArrayList<>();
    new Priming(
            () -> {
              made.add(new Caller());
              return made.getFirst();
            },
            () -> EVENT)
        .run();
    assertThat(made.getFirst().seen).containsExactly("m", "sent");
    assertThat(Priming.underWay()).isFalse();
  }

  @Test
  void whereThereIsNoSnapshot_nothingIsMade() {
    Priming.beforeSnapshot(
        Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
        () -> {
          throw new AssertionError("asked for an event");
        },
        () -> {
          throw new AssertionError("asked for a handler");
        });
    assertThat(Priming.underWay()).isFalse();
  }

  @Test
  void eventThatIsNone_isAnError() {
    Priming wrong = new Priming(Caller::new, () -> "no event");
    assertThatThrownBy(wrong::run).isInstanceOf(IOException.class);
  }
}
