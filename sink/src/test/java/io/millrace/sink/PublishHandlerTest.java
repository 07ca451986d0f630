// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.aws.TableChange;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.Synthetic;
import io.millrace.shared.port.Fault;
import io.millrace.shared.port.InMemoryBlobs;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class PublishHandlerTest {

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final RecordingPhotoBus bus = new RecordingPhotoBus();
  private Counts counts = Counts.NONE;
  private final PublishHandler handler =
      new PublishHandler(
          new PublishStage(new Archive(blobs, "archive"), bus, 10_000),
          Deadline.none(),
          Tracing.off(),
          (result, context, extra) -> counts = result.counts());

  @Test
  void streamEvent_isArchivedUnderItsHour_andItsPhotoAnnounced() throws IOException {
    String response = LambdaJson.answer(handler, "plain.json");

    assertThat(response).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(counts).isEqualTo(Counts.done(2, 0, 1));
    assertThat(blobs.objects()).hasSize(1);
    assertThat(blobs.objects().keySet().iterator().next())
        .matches(
            "archive/dt=2026-11-23/hour=10/"
                + "4421584500000000017450439091-4421584500000000017450439093-[0-9a-f]{16}.ndjson.gz");
    List<String> lines = lines(blobs.objects().values().iterator().next());
    assertThat(lines).hasSize(2);
    assertThat(Json.read(lines.getFirst(), JsonNode.class))
        .isEqualTo(
            Json.read(
                """
                {"id":"0a1b2c3d4e5f60718293a4b5c6d7e8f9","part":"event","status":"accepted",
                "source":"https://shop.example","eventId":"order-1","type":"example.order.placed",
                "time":1795428929123,"ip":"192.0.2.0","country":"DE","latE6":52520000,
                "lonE6":13405000,"geo":"sample-2026-11-01","data":"{\\"amount\\":3}",
                "expireAt":1803254400}""",
                JsonNode.class));
    assertThat(bus.details).hasSize(1);
    assertThat(Json.read(bus.details.getFirst(), JsonNode.class))
        .isEqualTo(
            Json.read(
                """
                {"photos":[{"id":"1b2c3d4e5f60718293a4b5c6d7e8f90a","type":"image/jpeg",
                "time":"2026-11-23T10:15:29Z","bucket":"millrace-uploads-123456789012-eu-central-1",
                "key":"photos/cat.jpg","width":4000,"height":3000,
                "renditions":["a/1600x1200.jpg","a/800x600.jpg","a/320x240.jpg"]}]}""",
                JsonNode.class));
  }

  @Test
  void retriedBatch_overwritesItsObjects_byteForByte() {
    List<TableChange> event = hours();
    handle(event);
    Map<String, byte[]> first = blobs.objects();
    assertThat(first).hasSize(2);

    bus.fault.next(Fault.Kind.AFTER);
    assertThat(handle(event)).containsExactly("1");
    handle(event);

    assertThat(blobs.objects().keySet()).isEqualTo(first.keySet());
    blobs.objects().forEach((key, body) -> assertThat(body).isEqualTo(first.get(key)));
  }

  @Test
  void gzipHeader_holdsNoTime() {
    handle(hours());
    assertThat(blobs.objects().values())
        .allSatisfy(
            body -> assertThat(body).startsWith(0x1f, 0x8b, 8, 0).containsSubsequence(0, 0, 0, 0));
    assertThat(blobs.objects().values())
        .allSatisfy(
            body -> assertThat(List.of(body[4], body[5], body[6], body[7])).containsOnly((byte) 0));
  }

  @Test
  void batchesOfTwoShards_withTheSameNumbers_doNotOverwriteEachOther() {
    handle(event(Parts.inserted(1, Parts.event("a", "t", Parts.TIME, "DE"))));
    handle(event(Parts.inserted(1, Parts.event("b", "t", Parts.TIME, "DE"))));
    assertThat(blobs.objects()).hasSize(2);
  }

  @Test
  void syntheticEvent_isFiltered() {
    handle(event(Parts.inserted(1, Parts.event("s", Synthetic.TYPE, Parts.TIME, "DE"))));

    assertThat(counts).isEqualTo(Counts.done(0, 0, 1));
    assertThat(blobs.objects()).isEmpty();
    assertThat(bus.details).isEmpty();
  }

  @Test
  void rejects_deletions_andExpiry_areFiltered() {
    EventPart event = Parts.event("e", "t", Parts.TIME, "DE");
    handle(
        event(
            Parts.inserted(1, Parts.reject("r", Part.EVENT, Reason.TOO_OLD, Parts.TIME)),
            Parts.removed(2, event),
            Parts.expired(3, event)));
    assertThat(blobs.objects()).isEmpty();
    assertThat(bus.details).isEmpty();
    assertThat(counts).isEqualTo(Counts.done(0, 0, 3));
  }

  @Test
  void photo_isAnnouncedWhenItAppears_andNotWhenItChanges() {
    PhotoPart photo = Parts.photo("p", Parts.TIME, "DE");
    handle(event(Parts.inserted(1, photo)));
    handle(
        event(
            Parts.modified(
                2, Parts.reject("p", Part.PHOTO, Reason.MALFORMED_IMAGE, Parts.TIME), photo)));
    handle(event(Parts.modified(3, photo, Parts.photo("p", Parts.TIME, "FR"))));
    assertThat(bus.details).hasSize(2).allSatisfy(d -> assertThat(d).contains("\"id\":\"p\""));
    assertThat(blobs.objects()).as("archived at every change").hasSize(3);
  }

  @Test
  void photosOfOneBatch_areOneAnnouncement_andSplitAtTheLimit() throws IOException {
    TableChange[] records = new TableChange[100];
    for (int i = 0; i < records.length; i++) {
      records[i] = Parts.inserted(i + 1, Parts.photo("p" + i, Parts.TIME, "DE"));
    }
    handle(event(records[0], records[1], records[2]));
    assertThat(bus.details).hasSize(1);
    bus.details.clear();

    handle(event(records));
    assertThat(bus.details).hasSizeBetween(2, 4);
    int photos = 0;
    for (String detail : bus.details) {
      assertThat(detail.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(10_000);
      photos += Json.read(detail, JsonNode.class).get("photos").size();
    }
    assertThat(photos).isEqualTo(100);
  }

  @Test
  void unavailableBucket_isReported_andNothingIsAnnounced() {
    blobs.fault.next(Fault.Kind.BEFORE);
    assertThat(handle(event(Parts.inserted(5, Parts.photo("p", Parts.TIME, null)))))
        .containsExactly("5");
    assertThat(bus.details).isEmpty();
    assertThat(counts.retried()).isEqualTo(1);
  }

  private static List<TableChange> hours() {
    return event(
        Parts.inserted(1, Parts.event("a", "t", Parts.TIME, "DE")),
        Parts.inserted(2, Parts.event("b", "t", Parts.TIME.plusSeconds(3_600), "DE")),
        Parts.inserted(3, Parts.photo("c", Parts.TIME, null)));
  }

  private static List<TableChange> event(TableChange... records) {
    return List.of(records);
  }

  private List<String> handle(List<TableChange> records) {
    return handler.work(records, new FakeContext());
  }

  private static List<String> lines(byte[] gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
