// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.LocalCloud;
import io.millrace.local.LocalCloudConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The whole way: a batch fails, its mapping gives it up, and it is sent again by hand. */
class ReplayIT {

  private static final String BUCKET = "failures";

  @TempDir private static Path directory;
  private static LocalCloud cloud;
  private static Clients clients;
  private static LambdaClient lambda;
  private static S3Client s3;
  private static int debugPort;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void start() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      debugPort = socket.getLocalPort();
    }
    cloud =
        LocalCloud.start(
            new LocalCloudConfig(
                0,
                Optional.empty(),
                directory.resolve("work"),
                Optional.empty(),
                Optional.of(URI.create("http://127.0.0.1:1")), // nothing here asks it
                Path.of(System.getProperty("java.home")),
                1,
                Map.of("moody", debugPort)));
    clients = Clients.ofEndpoint(cloud.endpoint());
    lambda = clients.lambda();
    s3 = clients.s3();
    s3.createBucket(request -> request.bucket(BUCKET));
    s3.createBucket(request -> request.bucket("odd"));
  }

  @AfterAll
  static void stop() {
    clients.close();
    cloud.close();
  }

  @Test
  void givenUpBatch_isSentAgain_andTheAnswerDecides() throws IOException {
    createFunction("stack-moody");
    failABatch("stack-moody");
    String key = onlyObject();
    String object = "s3://" + BUCKET + "/" + key;

    assertThat(replay(object, "--dry-run")).isZero();
    assertThat(out())
        .contains("stack-moody", "RetryAttemptsExhausted", "attach to port " + debugPort)
        .containsPattern("records +3\n")
        .containsPattern("first +49\\d{54}, arrived 20")
        .doesNotContain("Request ");

    assertThat(replay(object)).isEqualTo(1);
    assertThat(out())
        .contains("The function failed (Unhandled)", "java.lang.IllegalStateException")
        .containsPattern("Log\n(?s:.*)REPORT RequestId");

    mood("stack-moody", "report");
    assertThat(replay(object)).isEqualTo(1);
    assertThat(out())
        .containsPattern("Record 2 of 3 failed: sequence number 49\\d{54}\n")
        .contains("from record 2 on again", "  saw good-1\n  saw bad\n  saw good-2\n");

    mood("stack-moody", "content");
    assertThat(replay(object, "--json")).isZero();
    assertThat(out())
        .contains("\"success\":true", "\"failed\":[]", "\"debugPort\":" + debugPort)
        .contains("\"records\":3", "\"object\":\"" + object + "\"");
    assertThat(onlyObject()).as("nothing was moved").isEqualTo(key);

    String event =
        "{\"requestContext\":{\"functionArn\":"
            + "\"arn:aws:lambda:us-east-1:000000000000:function:stack-moody:$LATEST\"},"
            + "\"requestPayload\":{\"Records\":[]}}";
    s3.putObject(r -> r.bucket("odd").key("async"), RequestBody.fromString(event));
    assertThat(replay("s3://odd/async")).as("an asynchronous event").isZero();
    assertThat(out()).contains("The function succeeded: {\"batchItemFailures\":[]}");

    lambda.deleteFunction(request -> request.functionName("stack-moody"));
    assertThat(replay(object)).isEqualTo(1);
    assertThat(err()).contains("The function of that record is not there", "stack-moody");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no JSON | is not the record of a failed invocation: it is not JSON",
        "'' | is not the record of a failed invocation: it is empty",
        "{\"Records\":[]} | is not the record of a failed invocation: it has no requestContext",
        "{\"requestContext\":{\"functionArn\":\"arn\"},\"KinesisBatchInfo\":{\"shardId\":\"s-1\"}} "
            + "| keeps no payload, so there is nothing to send again. Only destinations in S3 keep it;"
            + " a queue is told where the batch was: {\"shardId\":\"s-1\"}",
      })
  void whatCannotBeSentAgain_isSaid(String content, String problem) {
    s3.putObject(r -> r.bucket("odd").key("object"), RequestBody.fromString(content));

    assertThat(replay("s3://odd/object")).isEqualTo(1);
    assertThat(err()).contains("s3://odd/object " + problem).hasLineCount(1);
  }

  @Test
  void objectThatIsNotThere_isSaid() {
    assertThat(replay("s3://failures/no/such")).isEqualTo(1);
    assertThat(err()).contains("No object s3://failures/no/such at " + cloud.endpoint());
    assertThat(replay("s3://nowhere/object")).isEqualTo(1);
    assertThat(err()).contains("No object s3://nowhere/object");
  }

  private static void createFunction(String name) throws IOException {
    byte[] code = jar(MoodyFunction.class);
    lambda.createFunction(
        request ->
            request
                .functionName(name)
                .role("arn:aws:iam::000000000000:role/any")
                .handler(MoodyFunction.class.getName() + "::handle")
                .runtime(Runtime.fromValue("java25"))
                .timeout(1)
                .memorySize(256)
                .environment(e -> e.variables(Map.of("MOOD", "throw")))
                .code(c -> c.zipFile(SdkBytes.fromByteArray(code))));
  }

  private static void mood(String function, String mood) {
    lambda.updateFunctionConfiguration(
        r -> r.functionName(function).environment(e -> e.variables(Map.of("MOOD", mood))));
  }

  private static void failABatch(String function) {
    try (KinesisClient kinesis = clients.kinesis()) {
      kinesis.createStream(r -> r.streamName("moods").shardCount(1));
      kinesis.waiter().waitUntilStreamExists(r -> r.streamName("moods"));
      List<PutRecordsRequestEntry> records =
          List.of(record("good-1"), record("bad"), record("good-2"));
      kinesis.putRecords(r -> r.streamName("moods").records(records));
    }
    lambda.createEventSourceMapping(
        r ->
            r.functionName(function)
                .eventSourceArn("arn:aws:kinesis:us-east-1:000000000000:stream/moods")
                .startingPosition(EventSourcePosition.TRIM_HORIZON)
                .maximumRetryAttempts(0)
                .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                .destinationConfig(d -> d.onFailure(f -> f.destination("arn:aws:s3:::" + BUCKET))));
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (objects().isEmpty()) {
      assertThat(System.nanoTime()).as("an object within two minutes").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static PutRecordsRequestEntry record(String key) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(key)
        .data(SdkBytes.fromUtf8String("{}"))
        .build();
  }

  private static List<S3Object> objects() {
    return s3.listObjectsV2(r -> r.bucket(BUCKET)).contents();
  }

  private static String onlyObject() {
    assertThat(objects()).hasSize(1);
    return objects().getFirst().key();
  }

  private static byte[] jar(Class<?> type) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String entry = type.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(bytes);
        InputStream in = type.getClassLoader().getResourceAsStream(entry)) {
      jar.putNextEntry(new JarEntry(entry));
      Objects.requireNonNull(in, entry).transferTo(jar);
      jar.closeEntry();
    }
    return bytes.toByteArray();
  }

  private int replay(String object, String... more) {
    out.reset();
    err.reset();
    String[] arguments = new String[4 + more.length];
    arguments[0] = "replay";
    arguments[1] = object;
    arguments[2] = "--endpoint";
    arguments[3] = cloud.endpoint().toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Main.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Terminal.NONE,
        new Shutdown());
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
