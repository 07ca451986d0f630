// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.TableChange;
import io.millrace.shared.aws.TableChange.Other;
import io.millrace.shared.aws.TableChanges;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.port.Fault;
import io.millrace.shared.record.Part;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.time.HandSetClock;
import io.millrace.shared.trace.Tracing;
import io.millrace.sink.view.Cell;
import io.millrace.sink.view.Fold;
import io.millrace.sink.view.Grain;
import io.millrace.sink.view.Kind;
import io.millrace.sink.view.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AggregateHandlerTest {

  private static final Backoff BACKOFF =
      new Backoff(3, Duration.ZERO, Duration.ZERO, new Random(0), time -> {});

  private final InMemoryLedger ledger = new InMemoryLedger();
  private Counts counts = Counts.NONE;
  private final AggregateHandler handler =
      new AggregateHandler(
          new Aggregator(ledger, RunLimits.DEFAULT, BACKOFF),
          new Deadline(new HandSetClock(), Duration.ofSeconds(15)),
          Tracing.off(),
          (result, context, extra) -> counts = result.counts());

  @Test
  void windowedEvent_isCounted_andAnsweredWithStateAndFailures() {
    String response = LambdaJson.answer(handler, "windowed.json");

    assertThat(response).isEqualTo("{\"state\":{},\"batchItemFailures\":[]}");
    Tally sum = ledger.cells.sum();
    Instant minute = Instant.parse("2026-11-23T10:15:00Z");
    for (Grain grain : Grain.values()) {
      Cell events = new Cell(grain, grain.floor(minute), Kind.EVENTS, "example.order.placed");
      assertThat(sum.get(events, "total")).isEqualTo(1);
      assertThat(sum.get(events, "c:DE")).isEqualTo(1);
      Cell photos = new Cell(grain, grain.floor(minute), Kind.PHOTOS, "image/jpeg");
      assertThat(sum.get(photos, "total")).isEqualTo(1);
      assertThat(sum.get(photos, "c:ZZ")).isEqualTo(1);
      // Its reject was counted before this test's history began.
      Cell rejects = new Cell(grain, grain.floor(minute), Kind.REJECTS, "MALFORMED_IMAGE");
      assertThat(sum.get(rejects, "total")).isEqualTo(-1);
      assertThat(sum.get(rejects, "s:transform")).isEqualTo(-1);
    }
    assertThat(sum.touched()).as("the expired record's day is left alone").hasSize(9);
    assertThat(counts).isEqualTo(Counts.done(2, 0, 1));
    assertThat(ledger.revision("shardId-00000001795428900000-1a2b3c4d")).isEqualTo(1);
  }

  @Test
  void finalInvocation_withoutRecords_isAnswered() {
    assertThat(LambdaJson.answer(handler, "windowed-final.json"))
        .isEqualTo("{\"state\":{},\"batchItemFailures\":[]}");
  }

  @Test
  void eventWithoutShard_isAnErrorThatNamesTheSetting() {
    assertThatThrownBy(() -> LambdaJson.answer(handler, "plain.json"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("TumblingWindowInSeconds")
        .hasMessageContaining("table/millrace-records");
    assertThat(ledger.cells.sum().isZero()).isTrue();
  }

  @Test
  void recordThatIsNoPart_isReportedByItself_andWhatStandsBeforeItIsCounted() {
    Part event = Parts.event("e", "t", Parts.TIME, "DE");
    TableChange foreign = Parts.inserted(2, event);
    Objects.requireNonNull(foreign.after()).put("time", "yesterday");

    List<String> failed =
        handle(event(Parts.inserted(1, event), foreign, Parts.inserted(3, event)));

    assertThat(failed).containsExactly("2");
    assertThat(ledger.cells.sum()).isEqualTo(Fold.of(event));
    assertThat(counts).isEqualTo(new Counts(3, 1, 0, 0, 1, 1));
  }

  @Test
  void unavailableLedger_isReportedFromTheFirstRecord() {
    ledger.fault.next(Fault.Kind.BEFORE, Fault.Kind.BEFORE, Fault.Kind.BEFORE);
    assertThat(handle(event(Parts.inserted(7, Parts.event("e", "t", Parts.TIME, "DE")))))
        .containsExactly("7");
    assertThat(counts.retried()).isEqualTo(1);
  }

  @Test
  void invocationThatRunsOutOfTime_beginsNoTransaction() {
    List<String> failed =
        handler.work(
            event(Parts.inserted(7, Parts.event("e", "t", Parts.TIME, "DE"))),
            new FakeContext(() -> 14_000));
    assertThat(failed).hasSize(1);
    assertThat(ledger.cells.sum().isZero()).isTrue();
  }

  @Test
  void oldImage_isSubtracted_newImage_isAdded() {
    Part reject = Parts.reject("e", Part.EVENT, Reason.TOO_EARLY, Parts.TIME);
    Part event = Parts.event("e", "t", Parts.TIME, "DE");
    Part moved = Parts.event("e", "t", Parts.TIME.plusSeconds(60), "FR");
    handle(
        event(
            Parts.inserted(1, reject),
            Parts.modified(2, reject, event),
            Parts.modified(3, event, moved)));
    assertThat(ledger.cells.sum()).isEqualTo(Fold.of(moved));
  }

  @Test
  void expiry_subtractsNothing_andDeletionSubtracts() {
    Part kept = Parts.event("kept", "t", Parts.TIME, "DE");
    Part deleted = Parts.event("deleted", "t", Parts.TIME, "FR");
    handle(
        event(
            Parts.inserted(1, kept),
            Parts.inserted(2, deleted),
            Parts.expired(3, kept),
            Parts.removed(4, deleted)));
    assertThat(ledger.cells.sum()).isEqualTo(Fold.of(kept));
  }

  @Test
  void eventThatAnnouncesAPhoto_isNoEvent() {
    handle(event(Parts.inserted(1, Parts.event("p", PhotoUploaded.TYPE, Parts.TIME, "DE"))));
    assertThat(ledger.cells.sum().touched()).isEmpty();
    assertThat(counts).isEqualTo(Counts.done(0, 0, 1));
  }

  @Test
  void attributeOfAnotherType_isAnErrorThatNamesIt() {
    TableChange odd = Parts.inserted(1, Parts.event("e", "t", Parts.TIME, "DE"));
    Objects.requireNonNull(odd.after()).put("urgent", new Other("BOOL"));
    assertThatThrownBy(() -> AggregateStage.change(odd))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Attribute urgent")
        .hasMessageContaining("allowed is a text or a whole number");
  }

  @Test
  void streamWithoutOldImages_isAnError() {
    Part event = Parts.event("e", "t", Parts.TIME, "DE");
    TableChange whole = Parts.modified(1, event, event);
    TableChange halved =
        new TableChange(
            whole.sequenceNumber(), whole.event(), null, whole.after(), false, whole.sourceArn());
    assertThatThrownBy(() -> AggregateStage.change(halved))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NEW_AND_OLD_IMAGES");
  }

  private static TableChanges event(TableChange... records) {
    return new TableChanges("shardId-1", List.of(records));
  }

  private List<String> handle(TableChanges event) {
    return handler.work(event, new FakeContext());
  }
}
