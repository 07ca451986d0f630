// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.Ids;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.record.RejectPart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.imaging.Imaging;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Whole paths through the deployed jars, from what a user puts in to what a user gets. All of it is
 * put in before the first test, because waiting until a pipeline is idle is what takes the time.
 */
@Tag("every-backend")
@ExtendWith(SharedCloud.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PipelineE2E {

  private static final Instant NOW = Instant.now();
  private static final String TRACE =
      String.format("1-%08x-c0ffeec0ffeec0ffeec0ffee", NOW.getEpochSecond());

  private final Cloud cloud;

  PipelineE2E(Cloud cloud) {
    this.cloud = cloud;
  }

  @BeforeAll
  void putIn() throws IOException {
    uploadEvents();
    uploadGzippedCsv();
    putEventOnTheStream();
    upload(
        "e2e/berlin-under-another-name.txt",
        sample("berlin.jpg"),
        "Root=" + TRACE + ";Parent=53995c3f42cd8ad8;Sampled=1");
    upload("e2e/archived.ndjson", event("archived", "1", "192.0.2.1").getBytes(UTF_8));
    upload("e2e/twice.ndjson", twice());
    upload("e2e/commands.ndjson", event("commands", "1", "192.0.2.1").getBytes(UTF_8));
    cloud.awaitIdle();
  }

  @Test
  void uploadedEvents_becomeLocatedRecords_andWrongLinesRejects() {
    List<Part> events = bySource("ndjson");
    assertThat(events).hasSize(2);
    assertThat(((EventPart) events.getFirst()).place()).isNotNull();
    List<Part> rejects =
        Records.where(
            cloud,
            part ->
                part instanceof RejectPart r
                    && r.origin().endsWith("e2e/a file+with ümlaut.ndjson#3"));
    assertThat(rejects).hasSize(1);
    RejectPart reject = (RejectPart) rejects.getFirst();
    assertThat(reject.reason()).isEqualTo(Reason.MALFORMED_JSON);
    assertThat(reject.raw()).isNotNull();
  }

  @Test
  void gzippedCsv_becomesRecords() {
    assertThat(bySource("csv")).hasSize(1);
    assertThat(((EventPart) bySource("csv").getFirst()).data()).hasToString("{\"note\":\"a, b\"}");
  }

  @Test
  void eventPutOnTheStreamByAnyProducer_isRecordedWithItsPlace() {
    EventPart part = (EventPart) bySource("producer").getFirst();
    assertThat(Objects.requireNonNull(part.place()).country()).hasSize(2);
    assertThat(part.ip()).isEqualTo("198.51.100.0");
  }

  @Test
  void photo_becomesCleanRenditions_placedByGps_andIsPublished() throws IOException {
    PhotoPart part =
        (PhotoPart)
            Records.where(
                    cloud,
                    p ->
                        p instanceof PhotoPart photoPart
                            && photoPart.key().equals("e2e/berlin-under-another-name.txt"))
                .getFirst();
    assertThat(Objects.requireNonNull(part.place()).country()).isEqualTo("DE");
    assertThat(part.renditions()).hasSizeBetween(2, 3);
    try (S3Client s3 = cloud.s3()) {
      for (String key : part.renditions()) {
        byte[] rendition =
            s3.getObjectAsBytes(r -> r.bucket(cloud.resource("renditionsBucket")).key(key))
                .asByteArray();
        assertThat(Imaging.getMetadata(rendition)).as("metadata of " + key).isNull();
        assertThat(key)
            .contains(
                Imaging.getImageSize(rendition).width
                    + "x"
                    + Imaging.getImageSize(rendition).height);
      }
    }
    Millrace.Result status = cloud.millrace("status", "--json");
    assertThat(status.exitCode()).as(status.err()).isZero();
    if (cloud.can(Capability.CONTROL_PLANE)) {
      assertThat(status.out()).contains("PhotosReady", part.id());
    } else {
      assertThat(status.out()).contains("resizeQueue").doesNotContain("PhotosReady");
    }
  }

  @Test
  void uploadersTrace_goesOnFromStageToStage_andIsFoundByTheRecord() throws IOException {
    Part photo =
        Records.where(
                cloud,
                p ->
                    p instanceof PhotoPart photoPart
                        && photoPart.key().equals("e2e/berlin-under-another-name.txt"))
            .getFirst();
    String stack = cloud.stack();
    JsonNode found =
        new ObjectMapper().readTree(cloud.millrace("trace", photo.id(), "--json").out());
    List<JsonNode> traces = new ArrayList<>();
    found.path("traces").forEach(traces::add);
    traces.removeIf(trace -> !trace.path("id").asText().equals(TRACE));
    if (cloud.can(Capability.CONTROL_PLANE)) {
      assertThat(traces.getFirst().path("functions"))
          .extracting(JsonNode::asText)
          .containsExactlyInAnyOrder(stack + "-upload", stack + "-enrich", stack + "-resize");
    } else {
      assertThat(traces).isEmpty();
    }
    assertThat(photo.fields().toString()).as("the item").doesNotContain("c0ffee");
  }

  @Test
  void acceptedParts_areArchived_byDayAndHour() throws IOException {
    String folder =
        "dt=" + NOW.toString().substring(0, 10) + "/hour=" + NOW.toString().substring(11, 13);
    StringBuilder archive = new StringBuilder();
    try (S3Client s3 = cloud.s3()) {
      String bucket = cloud.resource("archiveBucket");
      for (S3Object object :
          s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(folder)).contents()) {
        byte[] body = s3.getObjectAsBytes(r -> r.bucket(bucket).key(object.key())).asByteArray();
        archive.append(
            new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), UTF_8));
      }
    }
    assertThat(archive.toString()).contains(Ids.record("archived", "1"));
  }

  @Test
  void sameInputAgain_changesNothing() {
    List<Part> once = Records.where(cloud, part -> true);
    upload("e2e/twice-under-another-key.ndjson", twice());
    cloud.awaitIdle();
    assertThat(bySource("twice")).hasSize(2);
    assertThat(Records.where(cloud, part -> part instanceof EventPart))
        .isEqualTo(once.stream().filter(EventPart.class::isInstance).toList());
    Millrace.Result verified = cloud.millrace("verify", "--json");
    // Without windows no batch names its shard, and the aggregator counts nothing that it could
    // count twice.
    boolean counts = cloud.can(Capability.TUMBLING_WINDOW);
    assertThat(verified.out()).contains("\"exact\":" + counts);
    assertThat(verified.exitCode()).isEqualTo(counts ? 0 : 1);
  }

  @Test
  void commands_showWhatIsThere_andSayWhatIsNot() {
    Millrace.Result record = cloud.millrace("record", "commands", "1");
    assertThat(record.out()).contains(Ids.record("commands", "1"), "e2e.test");
    assertThat(record.exitCode()).isZero();
    assertThat(cloud.millrace("record", "commands", "no such").exitCode()).isEqualTo(1);
    String trace = cloud.millrace("trace", "commands", "1").out();
    assertThat(trace)
        .containsSubsequence("stream " + cloud.stack() + "-events", "INSERT part event: accepted");
    List<String> attempts =
        List.of(cloud.stack() + "-upload", cloud.stack() + "-enrich", cloud.stack() + "-aggregate");
    if (cloud.can(Capability.CONTROL_PLANE)) {
      assertThat(trace).containsSubsequence(attempts);
    } else {
      assertThat(trace).doesNotContain(attempts);
    }
    String aggregates = cloud.millrace("aggregates", "--by", "type", "--last", "1h").out();
    assertThat(aggregates.contains("e2e.test"))
        .as(aggregates)
        .isEqualTo(cloud.can(Capability.TUMBLING_WINDOW));
    assertThat(cloud.millrace("aggregates", "--by", "colour").exitCode()).isEqualTo(2);
  }

  private void uploadEvents() {
    String lines =
        event("ndjson", "1", "192.0.2.10")
            + "\n"
            + event("ndjson", "2", "2001:db8:1:2::1")
            + "\n{\"broken\n\n"
            + event("ndjson", "1", "192.0.2.10")
            + "\n";
    upload("e2e/a file+with ümlaut.ndjson", lines.getBytes(UTF_8));
  }

  private void uploadGzippedCsv() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(
          ("id,source,type,time,clientip,note\n7,csv,sale," + NOW + ",192.0.2.7,\"a, b\"\n")
              .getBytes(UTF_8));
    }
    upload("e2e/sales.bin", zipped.toByteArray());
  }

  private void putEventOnTheStream() {
    try (KinesisClient kinesis = cloud.kinesis()) {
      kinesis.putRecord(
          r ->
              r.streamName(cloud.resource("eventsStream"))
                  .partitionKey("p")
                  .data(SdkBytes.fromUtf8String(event("producer", "1", "198.51.100.7"))));
    }
  }

  private static byte[] twice() {
    return (event("twice", "1", "192.0.2.1")
            + "\n"
            + event("twice", "2", "10.0.0.1")
            + "\nnot json\n")
        .getBytes(UTF_8);
  }

  private void upload(String key, byte[] body) {
    upload(key, body, "");
  }

  /** As somebody who is traced does it, or with an empty header nobody. */
  private void upload(String key, byte[] body, String header) {
    try (S3Client s3 = cloud.s3()) {
      s3.putObject(
          r -> {
            r.bucket(cloud.resource("uploadsBucket")).key(key);
            if (!header.isEmpty()) {
              r.overrideConfiguration(c -> c.putHeader("X-Amzn-Trace-Id", header));
            }
          },
          RequestBody.fromBytes(body));
    }
  }

  private List<Part> bySource(String source) {
    return Records.where(cloud, part -> part instanceof EventPart e && e.source().equals(source));
  }

  private static String event(String source, String id, String ip) {
    return "{\"specversion\":\"1.0\",\"id\":\""
        + id
        + "\",\"source\":\""
        + source
        + "\",\"type\":\"e2e.test\",\"time\":\""
        + NOW
        + "\",\"clientip\":\""
        + ip
        + "\"}";
  }

  private static byte[] sample(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            PipelineE2E.class.getResourceAsStream("/io/millrace/samples/photos/" + name))) {
      return in.readAllBytes();
    }
  }
}
