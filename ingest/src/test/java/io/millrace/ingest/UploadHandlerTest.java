// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.millrace.shared.aws.QueueBatches;
import io.millrace.shared.aws.RecordingSqs;
import io.millrace.shared.aws.Redelivery;
import io.millrace.shared.observe.BatchReport;
import io.millrace.shared.port.Fault;
import io.millrace.shared.port.InMemoryBlobs;
import io.millrace.shared.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The handler on an event as Lambda gives it, and with the answer that Lambda takes. */
final class UploadHandlerTest {

  private static final String LINE = "{\"time\":\"2026-11-20T10:00:00Z\"}";
  private static final String KEY = "Happy Face+1 é.json";

  private final Bench bench = new Bench();
  private final UploadHandler handler =
      new UploadHandler(
          new UploadWiring(
              bench.stages(),
              new QueueBatches(
                  Deadline.none(), new Redelivery(new RecordingSqs(), "queue", new Random(3)))),
          new BatchReport(UploadRejects.STAGE));

  @Test
  void eventOfLambda_isTakenIn_andEveryMessageAcknowledged() {
    bench.blobs.put("amzn-s3-demo-bucket", KEY, "", Bench.utf8(LINE));

    assertThat(answer()).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(bench.events())
        .singleElement()
        .satisfies(e -> assertThat(e.source()).isEqualTo("s3://amzn-s3-demo-bucket/" + KEY));
    assertThat(bench.records.all()).isEmpty();
  }

  @Test
  void uploadThatHadBadLuck_isTheOnlyOneReported() {
    bench.blobs.put("amzn-s3-demo-bucket", KEY, "", Bench.utf8(LINE));
    bench.stream.fault.next(Fault.Kind.AFTER);

    assertThat(answer())
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":"
                + "\"059f36b4-87a3-44ab-83d2-661975830a7d\"}]}");
  }

  /** What the handler says of a test event and a created object, in one batch. */
  private String answer() {
    try (InputStream in =
        Objects.requireNonNull(UploadHandlerTest.class.getResourceAsStream("sqs-event.json"))) {
      String json =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("ETAG", InMemoryBlobs.etag(Bench.utf8(LINE)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      handler.handleRequest(
          new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
          answer,
          new FixedContext());
      return answer.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The context of one invocation. */
  private static final class FixedContext implements Context {

    @Override
    public String getAwsRequestId() {
      return "8f507cfc-example";
    }

    @Override
    public String getLogGroupName() {
      return "/aws/lambda/millrace-upload";
    }

    @Override
    public String getLogStreamName() {
      return "stream";
    }

    @Override
    public String getFunctionName() {
      return "millrace-upload";
    }

    @Override
    public String getFunctionVersion() {
      return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
      return "arn:aws:lambda:us-east-1:000000000000:function:millrace-upload";
    }

    @Override
    public CognitoIdentity getIdentity() {
      throw new UnsupportedOperationException("The handler has no caller");
    }

    @Override
    public ClientContext getClientContext() {
      throw new UnsupportedOperationException("The handler has no caller");
    }

    @Override
    public int getRemainingTimeInMillis() {
      return 120_000;
    }

    @Override
    public int getMemoryLimitInMB() {
      return 1_024;
    }

    @Override
    public LambdaLogger getLogger() {
      throw new UnsupportedOperationException("Logs go to standard output");
    }
  }
}
