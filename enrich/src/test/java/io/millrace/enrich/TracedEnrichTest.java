// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import static io.millrace.shared.trace.TracedInvocation.NOT_SAMPLED;
import static io.millrace.shared.trace.TracedInvocation.SAMPLED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.aws.StreamRecord;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.event.Ids;
import io.millrace.shared.port.InMemoryBlobs;
import io.millrace.shared.port.InMemoryMessageQueue;
import io.millrace.shared.port.InMemoryRecordStore;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Part;
import io.millrace.shared.trace.TracedInvocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is sampled, wherever: it is seen in the trace, and in no item. */
final class TracedEnrichTest {

  private static final Instant ARRIVED = Instant.parse("2026-11-20T12:00:00Z");
  private static final String CARRIED =
      "Root=1-00000001-000000000000000000000002;Parent=0000000000000003;Sampled=1";
  private static final String PHOTO_DATA =
      """
      {"bucket":"b","key":"k.jpg","etag":"e","bytes":10,"contentType":"image/jpeg"}""";
  private static final String PRODUCERS =
      "\"traceparent\":\"00-000000030000000000000000000000aa-00000000000000bb-01\",";

  /** What one batch left behind. */
  private record Left(
      Map<String, Map<String, Object>> items,
      List<String> requests,
      List<String> rejected,
      TracedInvocation invocation,
      List<@Nullable String> headers) {}

  @Test
  void itemsAreTheSame_howeverTheirBatchIsTraced() {
    Left never = enrich(NOT_SAMPLED, null);
    assertThat(never.items).hasSize(5);
    assertThat(never.rejected).hasSize(1);
    for (Left traced :
        List.of(enrich(SAMPLED, null), enrich(NOT_SAMPLED, CARRIED), enrich(SAMPLED, CARRIED))) {
      assertThat(traced.items).isEqualTo(never.items);
      assertThat(traced.requests).isEqualTo(never.requests);
      assertThat(traced.rejected).isEqualTo(never.rejected);
      assertThat(traced.invocation.documents).isNotEmpty();
    }
  }

  @Test
  void carriedTrace_goesOnToTheQueue_andFindsTheRecord() {
    Left left = enrich(NOT_SAMPLED, CARRIED);
    String photo = Ids.record("s3://b", "photo");
    assertThat(left.invocation.of("1-00000001-000000000000000000000002"))
        .singleElement()
        .satisfies(
            segment -> {
              assertThat(segment.path("parent_id").asText()).isEqualTo("0000000000000003");
              assertThat(left.headers)
                  .containsExactly(
                      "Root=1-00000001-000000000000000000000002;Parent="
                          + segment.path("id").asText()
                          + ";Sampled=1");
            });
    assertThat(left.invocation.recordIds()).contains(photo);
  }

  @Test
  void producersTrace_goesOn() {
    Left left = enrich(NOT_SAMPLED, null);
    assertThat(left.invocation.of("1-00000003-0000000000000000000000aa")).hasSize(1);
    assertThat(left.invocation.recordIds()).containsExactly(Ids.record("shop", "traced"));
    assertThat(left.headers).as("the photo is of no trace").containsExactly((String) null);
  }

  private static Left enrich(String header, @Nullable String carried) {
    InMemoryRecordStore records = new InMemoryRecordStore();
    InMemoryMessageQueue resize = new InMemoryMessageQueue();
    InMemoryBlobs blobs = new InMemoryBlobs();
    TracedInvocation invocation = new TracedInvocation(header);
    List<@Nullable String> headers = new ArrayList<>();
    EnrichStage stage =
        new EnrichStage(
            new Enricher(MaxMindPlaces.sample(), Gazetteer.bundled(1_000), true, Keeping.DEFAULT),
            Keeping.DEFAULT,
            records,
            messages -> {
              messages.forEach(
                  body ->
                      headers.add(invocation.tracing.headerOf(() -> EnrichWiring.recordId(body))));
              resize.send(messages);
            },
            new RejectedBytes(blobs, "rejects"),
            invocation.tracing);
    invocation.tracing.begin();
    BatchResult<StreamRecord> result =
        Batch.inOrder(
            List.of(
                record(
                    "1",
                    event("shop", "one", "t", "", "1") + event("shop", "two", "t", "", "2"),
                    carried),
                record(
                    "2",
                    event("s3://b", "photo", "io.millrace.photo.uploaded", "", PHOTO_DATA),
                    carried),
                record("3", event("shop", "traced", "t", PRODUCERS, "3"), null),
                record("4", "{\"specversion\":\"1.0\"}", carried)),
            stage);
    invocation.tracing.end(result);
    assertThat(result.failed()).isEmpty();
    Map<String, Map<String, Object>> items = new TreeMap<>();
    for (Part part : records.all()) {
      items.put(part.id() + "/" + part.part(), part.fields());
    }
    return new Left(
        items, resize.messages(), List.copyOf(blobs.objects().keySet()), invocation, headers);
  }

  private static String event(String source, String id, String type, String more, String data) {
    return """
        {"specversion":"1.0","id":"%s","source":"%s","type":"%s","time":"2026-11-20T10:15:30Z",%s
        "clientip":"192.0.2.77","data":%s}"""
        .formatted(id, source, type, more, data);
  }

  private static StreamRecord record(String sequence, String data, @Nullable String carried) {
    return new StreamRecord(
        "shardId-000000000000", sequence, 0, ARRIVED, data.getBytes(UTF_8), carried);
  }
}
