// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.ReplayObjects.Packed;
import io.millrace.cli.ReplayRecord.Ready;
import io.millrace.cli.ReplayRecord.Stuck;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.JsonText;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.event.ReplayedLine;
import io.millrace.shared.event.ResizeRequest;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.Place;
import io.millrace.shared.record.RejectPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A reject goes back as what its stage was given. */
class ReplayRecordsTest {

  private static final Instant TIME = Instant.parse("2026-11-20T10:15:30.125Z");
  private static final String BUCKET = "uploads";

  private final Map<String, String> raw = new HashMap<>();
  private final Map<String, String> etags = new HashMap<>();
  private final Map<String, Part> parts = new HashMap<>();
  private final ReplayRecords records =
      new ReplayRecords(
          new ReplayRecords.Places("eu-west-1", "arn:stream", "arn:uploads", "arn:resize"),
          key -> Optional.ofNullable(raw.get(key)).map(it -> it.getBytes(StandardCharsets.UTF_8)),
          new Store(),
          (bucket, key) -> Optional.ofNullable(etags.get(bucket + "/" + key)),
          "run");

  @Test
  void event_keepsShardSequencePositionAndArrival() {
    raw.put("enrich/1", "[1]");

    JsonNode record =
        json(records.of(reject("1", Part.EVENT, "enrich", "kinesis:shardId-7/42#3", "enrich/1")));

    assertThat(record.path("eventID").asText()).isEqualTo("shardId-7:42:3");
    assertThat(record.at("/kinesis/sequenceNumber").asText()).isEqualTo("42");
    assertThat(record.at("/kinesis/data").asText()).isEqualTo("WzFd");
    assertThat(record.at("/kinesis/approximateArrivalTimestamp").decimalValue())
        .isEqualTo("1795169730.125");
  }

  @Test
  void line_goesBackAlone_underThePlaceItHad() throws IOException {
    etags.put("uploads/a#b.csv", "etag");
    raw.put("ingest/x/1.ndjson#7", "no,json");
    String id = Ids.line(BUCKET, "a#b.csv", "etag", 7);

    JsonNode record =
        json(
            records.of(
                reject(
                    id, Part.UPLOAD, "ingest", "s3://uploads/a#b.csv#7", "ingest/x/1.ndjson#7")));

    ReplayedLine line = Json.read(record.path("body").asText(), ReplayedLine.Body.class).line();
    assertThat(line.key()).isEqualTo("a#b.csv");
    assertThat(line.line()).isEqualTo(7);
    assertThat(line.bytes()).asString().isEqualTo("no,json");
    assertThat(record.path("body").asText()).startsWith(ReplayedLine.BEGINNING);
    assertThat(record.at("/attributes/SentTimestamp").asLong()).isEqualTo(TIME.toEpochMilli());
  }

  @Test
  void rejectsThatOnlyTheUploadHolds_shareOneRunOverIt() {
    etags.put("uploads/a", "etag");
    List<Ready> ready =
        Stream.of(
                reject(
                    Ids.object(BUCKET, "a", "etag"), Part.UPLOAD, "ingest", "s3://uploads/a", null),
                reject(
                    Ids.line(BUCKET, "a", "etag", 2),
                    Part.UPLOAD,
                    "ingest",
                    "s3://uploads/a#2",
                    null))
            .map(reject -> (Ready) records.of(reject))
            .toList();

    List<Packed> packed = ReplayObjects.pack(ready, stage -> "arn:" + stage, TIME);

    assertThat(packed).hasSize(1);
    assertThat(packed.getFirst().rejects()).hasSize(2);
    assertThat(packed.getFirst().key()).startsWith("replays/upload/2026/11/20/10.15.30-");
    JsonNode document = document(packed.getFirst().json());
    assertThat(document.path("rejects").findValuesAsText("at")).containsExactly("0", "0");
    assertThat(document(document.path("payload").asText()).path("Records")).hasSize(1);
  }

  @Test
  void uploadThatIsAnotherByNow_isStuck() {
    etags.put("uploads/a", "other");

    ReplayRecord record =
        records.of(
            reject(Ids.object(BUCKET, "a", "etag"), Part.UPLOAD, "ingest", "s3://uploads/a", null));

    assertThat(record).isInstanceOf(Stuck.class);
    assertThat(((Stuck) record).why()).contains("upload it again");
  }

  @Test
  void photo_isAskedForAsEnrichDid() throws IOException {
    PhotoUploaded photo =
        new PhotoUploaded(BUCKET, "p.jpg", "etag", 9, "image/jpeg", null, null, null, null);
    Place place = new Place("DE", null, "Berlin", 1L, 2L, null);
    parts.put(
        "1",
        new EventPart(
            "1",
            "s",
            "e",
            PhotoUploaded.TYPE,
            TIME,
            null,
            null,
            place,
            null,
            JsonText.of(Json.write(photo)),
            TIME));

    JsonNode record =
        json(records.of(reject("1", Part.PHOTO, "transform", "s3://uploads/p.jpg", null)));

    assertThat(Json.read(record.path("body").asText(), ResizeRequest.class))
        .isEqualTo(new ResizeRequest("1", TIME.toString(), photo, place));
    assertThat(record.path("eventSourceARN").asText()).isEqualTo("arn:resize");
    assertThat(records.of(reject("2", Part.PHOTO, "transform", "s3://uploads/q", null)))
        .isInstanceOf(Stuck.class);
  }

  @Test
  void recordsOfTwoShards_goInTwoObjects() {
    raw.put("enrich/1", "x");
    List<Ready> ready =
        Stream.of("shardId-1/5#0", "shardId-2/6#0", "shardId-1/4#0")
            .map(at -> reject(at, Part.EVENT, "enrich", "kinesis:" + at, "enrich/1"))
            .map(reject -> (Ready) records.of(reject))
            .toList();

    assertThat(ReplayObjects.pack(ready, stage -> "arn", TIME))
        .extracting(packed -> packed.rejects().size())
        .containsExactly(2, 1);
  }

  private static RejectPart reject(
      String id, String part, String stage, String origin, @Nullable String raw) {
    return new RejectPart(id, part, Reason.MALFORMED_JSON, stage, "d", origin, raw, TIME, TIME);
  }

  private static JsonNode json(ReplayRecord record) {
    return document(Json.write(((Ready) record).json()));
  }

  private static JsonNode document(String json) {
    try {
      return Json.document(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads only. */
  private final class Store implements RecordStore {

    @Override
    public void accept(Collection<? extends Part> accepted) {
      throw new AssertionError("A replay writes no record");
    }

    @Override
    public void reject(Collection<RejectPart> rejected) {
      throw new AssertionError("A replay writes no record");
    }

    @Override
    public List<Part> parts(String id) {
      return parts.containsKey(id) ? List.of(parts.get(id)) : List.of();
    }
  }
}
