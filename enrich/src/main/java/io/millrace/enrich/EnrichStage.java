// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.aws.StreamRecord;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Decided;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.batch.Stage;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.Decoded;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.Json;
import io.millrace.shared.port.MessageQueue;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import io.millrace.shared.trace.Tracing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Enrich: each stream record holds one event or several; accepted ones become parts of records,
 * photos also a request to resize, wrong ones rejects with their bytes.
 */
final class EnrichStage implements Stage<StreamRecord, Enriched> {

  static final String NAME = "enrich";

  /**
   * Neighbours in the table's change stream then count in the same cells of the view, and the
   * aggregator needs fewer transactions.
   */
  private static final Comparator<EventPart> BY_CELL =
      (a, b) -> {
        int types = a.type().compareTo(b.type());
        return types != 0 ? types : a.time().compareTo(b.time());
      };

  private final Enricher enricher;
  private final Keeping keeping;
  private final RecordStore records;
  private final MessageQueue resize;
  private final RejectedBytes rejectedBytes;
  private final Tracing tracing;

  EnrichStage(
      Enricher enricher,
      Keeping keeping,
      RecordStore records,
      MessageQueue resize,
      RejectedBytes rejectedBytes,
      Tracing tracing) {
    this.enricher = enricher;
    this.keeping = keeping;
    this.records = records;
    this.resize = resize;
    this.rejectedBytes = rejectedBytes;
    this.tracing = tracing;
  }

  @Override
  public List<Outcome<Enriched>> decide(StreamRecord record) {
    return EventCodec.readPacked(record.data()).stream()
        .map(decoded -> decide(decoded, record))
        .toList();
  }

  private Outcome<Enriched> decide(Decoded decoded, StreamRecord record) {
    return switch (decoded.outcome()) {
      case Outcome.Accepted<CloudEvent>(CloudEvent event) ->
          enricher.enrich(event, record.arrived());
      case Outcome.Rejected<CloudEvent>(Reason reason, String detail) ->
          Outcome.rejected(reason, detail);
    };
  }

  @Override
  public Counts commit(List<Decided<StreamRecord, Enriched>> slice) {
    // By id, the first of each: only then may they change places.
    Map<String, EventPart> parts = new LinkedHashMap<>();
    List<String> requests = new ArrayList<>();
    List<RejectPart> rejects = new ArrayList<>();
    int accepted = 0;
    for (Decided<StreamRecord, Enriched> decided : slice) {
      String smallest = null;
      for (int i = 0; i < decided.outcomes().size(); i++) {
        switch (decided.outcomes().get(i)) {
          case Outcome.Accepted<Enriched>(Enriched enriched) -> {
            accepted++;
            String id = enriched.part().id();
            parts.putIfAbsent(id, enriched.part());
            smallest = smallest == null || id.compareTo(smallest) < 0 ? id : smallest;
            if (enriched.traceparent() != null) {
              tracing.followProducer(enriched.traceparent(), id);
            }
            if (enriched.resize() != null) {
              requests.add(Json.write(enriched.resize()));
            }
          }
          case Outcome.Rejected<Enriched> rejected ->
              rejects.add(reject(decided.input(), i, rejected));
        }
      }
      if (smallest != null) {
        tracing.follow(decided.input().trace(), smallest);
      }
    }
    records.accept(parts.values().stream().sorted(BY_CELL).toList());
    records.reject(rejects);
    resize.send(requests);
    return Counts.done(accepted, rejects.size(), 0);
  }

  /** Many at once: the more there are, the more of them are neighbours. */
  @Override
  public int sliceSize() {
    return 2_000;
  }

  /** Stores the bytes of a wrong event; reading it again is cheaper than carrying it along. */
  private RejectPart reject(StreamRecord record, int index, Outcome.Rejected<Enriched> rejected) {
    Decoded decoded = EventCodec.readPacked(record.data()).get(index);
    int position = record.first() + index;
    String id =
        decoded.recordId() != null
            ? decoded.recordId()
            : Ids.streamPosition(record.shardId(), record.sequenceNumber(), position);
    String raw =
        rejectedBytes.keep(id, Arrays.copyOfRange(record.data(), decoded.from(), decoded.to()));
    return new RejectPart(
        id,
        Part.EVENT,
        rejected.reason(),
        NAME,
        rejected.detail(),
        "kinesis:" + record.shardId() + "/" + record.sequenceNumber() + "#" + position,
        raw,
        record.arrived(),
        keeping.recordExpiry(record.arrived()));
  }
}
