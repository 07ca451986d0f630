// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.aws.StreamRecord;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.ResizeRequest;
import io.millrace.shared.port.Fault;
import io.millrace.shared.port.InMemoryBlobs;
import io.millrace.shared.port.InMemoryMessageQueue;
import io.millrace.shared.port.InMemoryRecordStore;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import io.millrace.shared.trace.Tracing;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class EnrichStageTest {

  private static final Instant ARRIVED = Instant.parse("2026-11-20T12:00:00Z");

  private final InMemoryRecordStore records = new InMemoryRecordStore();
  private final InMemoryMessageQueue resize = new InMemoryMessageQueue();
  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final EnrichStage stage = stage(true);

  private EnrichStage stage(boolean truncateIp) {
    return new EnrichStage(
        new Enricher(MaxMindPlaces.sample(), Gazetteer.bundled(1_000), truncateIp, Keeping.DEFAULT),
        Keeping.DEFAULT,
        records,
        resize,
        new RejectedBytes(blobs, "rejects"),
        Tracing.off());
  }

  @Test
  void event_becomesPartOfRecord_withPlaceAndTruncatedAddress() {
    BatchResult<StreamRecord> result = run(record("1", event("e1", "192.0.2.77")));

    assertThat(result.failed()).isEmpty();
    EventPart part = only(EventPart.class);
    assertThat(part.id()).isEqualTo(Ids.record("shop", "e1"));
    assertThat(part.ip()).isEqualTo("192.0.2.0");
    assertThat(part.place()).isNotNull();
    assertThat(Objects.requireNonNull(part.place()).country()).hasSize(2);
    assertThat(part.place().asn()).isBetween(64_496L, 64_511L);
    assertThat(part.geo()).isNotNull();
    assertThat(part.data()).hasToString("{\"n\": 1.50}");
  }

  @Test
  void address_isKeptWhole_whenConfigured() {
    Batch.inOrder(List.of(record("1", event("e1", "192.0.2.77"))), stage(false));
    assertThat(only(EventPart.class).ip()).isEqualTo("192.0.2.77");
  }

  @Test
  void ipv6_isLocated_andTruncatedTo48() {
    run(record("1", event("e1", "2001:db8:1:2:3:4:5:6")));
    EventPart part = only(EventPart.class);
    assertThat(part.ip()).isEqualTo("2001:db8:1:0:0:0:0:0");
    assertThat(part.place()).isNotNull();
  }

  @Test
  void privateReservedAndMissingAddresses_haveNoPlace_andAreAccepted() {
    for (String ip : List.of("10.1.2.3", "127.0.0.1", "240.0.0.1", "fe80::1", "::1")) {
      run(record("1", event("e-" + ip, ip)));
    }
    run(record("2", event("none", null)));
    assertThat(records.all())
        .hasSize(6)
        .allSatisfy(p -> assertThat(p).isInstanceOf(EventPart.class));
    assertThat(records.all()).allSatisfy(p -> assertThat(((EventPart) p).place()).isNull());
  }

  @Test
  void malformedRecord_isRejectedWithItsBytes_andLaterRecordsContinue() {
    BatchResult<StreamRecord> result = run(record("1", "{\"id\":"), record("2", event("e2", null)));

    assertThat(result.failed()).isEmpty();
    assertThat(result.counts()).isEqualTo(Counts.done(1, 1, 0));
    RejectPart reject = only(RejectPart.class);
    assertThat(reject.reason()).isEqualTo(Reason.MALFORMED_JSON);
    assertThat(reject.id()).isEqualTo(Ids.streamPosition("shardId-000000000000", "1", 0));
    assertThat(reject.origin()).isEqualTo("kinesis:shardId-000000000000/1#0");
    assertThat(blobs.objects().get("rejects/" + reject.raw()))
        .isEqualTo("{\"id\":".getBytes(UTF_8));
  }

  @Test
  void packedRecord_withOneWrongEvent_keepsTheOthers_andTheBytesOfTheWrongOneOnly() {
    String wrong = event("e2", "999.1.1.1");
    run(record("1", event("e1", null) + "\n" + wrong + event("e3", null)));

    assertThat(records.all()).hasSize(3);
    RejectPart reject = only(RejectPart.class);
    assertThat(reject.id()).isEqualTo(Ids.record("shop", "e2"));
    assertThat(reject.reason()).isEqualTo(Reason.INVALID_ATTRIBUTE);
    assertThat(blobs.objects().get("rejects/" + reject.raw())).isEqualTo(wrong.getBytes(UTF_8));
  }

  @Test
  void twoWrongEventsOfOneId_leaveTheFirstReject_withItsOwnBytes() {
    String first = event("e2", "999.1.1.1");
    run(record("1", first));
    run(record("2", at("e2", ARRIVED.plus(Keeping.DEFAULT.earliness()).plusMillis(1))));

    RejectPart reject = only(RejectPart.class);
    assertThat(reject.reason()).isEqualTo(Reason.INVALID_ATTRIBUTE);
    assertThat(blobs.objects().get("rejects/" + reject.raw())).isEqualTo(first.getBytes(UTF_8));
  }

  @Test
  void wrongEventThatComesBackAlone_hasThePositionItHad() {
    run(record("1", event("e1", null) + "\n[1]"));
    assertThat(only(RejectPart.class).origin()).endsWith("/1#1");
    List<Part> before = records.all();

    run(new StreamRecord("shardId-000000000000", "1", 1, ARRIVED, "[1]".getBytes(UTF_8), null));

    assertThat(records.all()).isEqualTo(before);
  }

  @Test
  void eventsOutsideTheWindow_areTooOldOrTooEarly_againstTheirArrival() {
    run(
        record("1", at("old", ARRIVED.minus(Keeping.DEFAULT.lateness()).minusMillis(1))),
        record("2", at("oldest", ARRIVED.minus(Keeping.DEFAULT.lateness()))),
        record("3", at("early", ARRIVED.plus(Keeping.DEFAULT.earliness()).plusMillis(1))));

    assertThat(reasonOf("old")).isEqualTo(Reason.TOO_OLD);
    assertThat(reasonOf("early")).isEqualTo(Reason.TOO_EARLY);
    assertThat(records.parts(Ids.record("shop", "oldest")).getFirst())
        .isInstanceOf(EventPart.class);
  }

  @Test
  void photo_isPlacedByGps_andItsResizeIsAskedFor() throws IOException {
    run(
        record(
            "1",
            photo(
                "{\"bucket\":\"b\",\"key\":\"k\",\"etag\":\"t\",\"bytes\":10,"
                    + "\"contentType\":\"image/jpeg\",\"latE6\":52520000,\"lonE6\":13400000}")));

    ResizeRequest request = Json.read(resize.messages().getFirst(), ResizeRequest.class);
    assertThat(Objects.requireNonNull(request.place()).country()).isEqualTo("DE");
    assertThat(request.place().city()).isEqualTo("Berlin");
    assertThat(request.photo().key()).isEqualTo("k");
    assertThat(request.id()).isEqualTo(only(EventPart.class).id());
  }

  @Test
  void photoWithoutItsData_isRejected() {
    run(record("1", photo("{\"bucket\":\"b\"}")));
    assertThat(only(RejectPart.class).reason()).isEqualTo(Reason.INVALID_ATTRIBUTE);
    assertThat(resize.messages()).isEmpty();
  }

  @Test
  void unavailableTable_rejectsNothing_andReportsTheFirstRecordNotDone() {
    records.fault.next(Fault.Kind.BEFORE);
    BatchResult<StreamRecord> result = run(record("1", event("e1", null)), record("2", "not json"));

    assertThat(result.failed()).extracting(StreamRecord::sequenceNumber).containsExactly("1");
    assertThat(records.all()).isEmpty();
    assertThat(result.counts()).isEqualTo(new Counts(2, 0, 0, 0, 2, 0));
  }

  @Test
  void repeatAfterAnAmbiguousFailure_leavesTheSameItems() {
    StreamRecord[] batch = {record("1", event("e1", "192.0.2.9")), record("2", "{}")};
    records.fault.next(Fault.Kind.AFTER);
    run(batch);
    run(batch);
    List<Part> once = records.all();
    run(batch);
    assertThat(records.all()).isEqualTo(once).hasSize(2);
  }

  private BatchResult<StreamRecord> run(StreamRecord... batch) {
    BatchResult<StreamRecord> result = Batch.inOrder(List.of(batch), stage);
    assertThat(result.causes()).hasOnlyElementsOfType(UnavailableException.class);
    return result;
  }

  private Reason reasonOf(String eventId) {
    return ((RejectPart) records.parts(Ids.record("shop", eventId)).getFirst()).reason();
  }

  private <P extends Part> P only(Class<P> type) {
    return records.all().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  private static StreamRecord record(String sequence, String data) {
    return new StreamRecord("shardId-000000000000", sequence, ARRIVED, data.getBytes(UTF_8));
  }

  private static String at(String id, Instant time) {
    return "{\"specversion\":\"1.0\",\"id\":\""
        + id
        + "\",\"source\":\"shop\",\"type\":\"t\","
        + "\"time\":\""
        + time
        + "\"}";
  }

  private static String event(String id, @org.jspecify.annotations.Nullable String ip) {
    return "{\"specversion\":\"1.0\",\"id\":\""
        + id
        + "\",\"source\":\"shop\",\"type\":\"t\","
        + (ip == null ? "" : "\"clientip\":\"" + ip + "\",")
        + "\"time\":\"2026-11-20T11:59:00Z\",\"data\":{\"n\": 1.50}}";
  }

  private static String photo(String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"p\",\"source\":\"s3://b\",\"type\":\""
        + io.millrace.shared.event.PhotoUploaded.TYPE
        + "\",\"time\":\"2026-11-20T11:59:00Z\",\"data\":"
        + data
        + "}";
  }
}
