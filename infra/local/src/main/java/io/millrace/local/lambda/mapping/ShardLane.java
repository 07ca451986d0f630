// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import io.millrace.local.lambda.mapping.LaneDecision.Condition;
import io.millrace.local.lambda.mapping.LaneDecision.Discard;
import io.millrace.local.lambda.mapping.LaneDecision.Done;
import io.millrace.local.lambda.mapping.LaneDecision.Idle;
import io.millrace.local.lambda.mapping.LaneDecision.Invoke;
import io.millrace.local.lambda.mapping.LaneDecision.WaitUntil;
import io.millrace.local.lambda.mapping.StreamBatch.Closing;
import io.millrace.local.lambda.runtime.InvocationResult;
import io.millrace.local.lambda.runtime.InvocationResult.Failed;
import io.millrace.local.lambda.runtime.InvocationResult.Succeeded;
import io.millrace.local.lambda.runtime.InvocationResult.Throttled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One lane of a shard: records go in, in order, and invocations come out, one at a time. Decides
 * everything and does nothing: no thread, no clock. Not thread-safe.
 */
final class ShardLane {
  /** The size is known from the start: every page that is read has the next batch cut anew. */
  private record Buffered(StreamRecord record, long readAtMillis, int bytes) {}

  private final MappingSettings settings;
  private final RetryPolicy retries;
  private final Deque<Buffered> buffer = new ArrayDeque<>();
  private final Deque<StreamBatch> pending = new ArrayDeque<>();
  private @Nullable StreamBatch inFlight;
  private @Nullable Discard givenUp;
  private @Nullable TumblingWindow window;
  private String lastRequestId = "";
  private String lastVersion = "";
  private boolean lastWasFunctionError;
  private int failuresInARow;
  private long notBefore;
  private boolean ended;

  /**
   * What a finished invocation means.
   *
   * @param done records that need not be sent again
   * @param failed whether any record, or the whole invocation, failed; not for one that was
   *     throttled
   */
  record Completion(List<StreamRecord> done, boolean failed) {}

  /** A lane that continues within a window, or begins without one. */
  ShardLane(MappingSettings settings, Optional<TumblingWindow> window) {
    this.settings = settings;
    this.window = window.orElse(null);
    this.retries =
        new RetryPolicy(
            settings.maximumRetryAttempts(),
            settings.maximumRecordAgeSeconds(),
            settings.bisectBatch());
  }

  void offer(StreamRecord record, long nowMillis) {
    buffer.add(new Buffered(record, nowMillis, BatchPlan.bytes(record.json())));
  }

  /** No record will be offered any more. */
  void end() {
    ended = true;
  }

  /** Whether every record that was offered is done. An open window alone is no unfinished work. */
  boolean drained() {
    return buffer.isEmpty() && pending.isEmpty() && inFlight == null && givenUp == null;
  }

  Optional<TumblingWindow> window() {
    return Optional.ofNullable(window);
  }

  LaneDecision decide(long nowMillis) {
    if (inFlight != null) {
      return new Idle();
    }
    if (givenUp != null) {
      Discard next = givenUp;
      givenUp = null;
      return start(next);
    }
    if (pending.isEmpty()) {
      LaneDecision waiting = form(nowMillis);
      if (pending.isEmpty()) {
        return waiting;
      }
    }
    return next(pending.remove(), nowMillis);
  }

  private LaneDecision next(StreamBatch batch, long nowMillis) {
    int expired = retries.expired(batch, nowMillis);
    if (expired > 0) {
      if (expired < batch.size()) {
        pending.addFirst(batch.part(expired, batch.size(), batch.failures()));
      }
      return start(
          discard(batch.part(0, expired, batch.failures()), Condition.RECORD_AGE_EXCEEDED));
    }
    if (nowMillis < notBefore) {
      pending.addFirst(batch);
      return new WaitUntil(notBefore);
    }
    if (batch.size() == 1
        && BatchPlan.bytes(batch.records().getFirst().json()) > BatchPlan.MAX_RECORD_BYTES) {
      return start(discard(batch, Condition.PAYLOAD_TOO_LARGE));
    }
    if (settings.windowed() && window == null && batch.size() > 0) {
      window =
          TumblingWindow.at(
              batch.records().getFirst().arrivedAtMillis(), settings.tumblingWindow());
    }
    inFlight = batch;
    return new Invoke(batch, Optional.ofNullable(window));
  }

  /** Puts the next batch into {@link #pending}, or says what to wait for. */
  private LaneDecision form(long nowMillis) {
    Buffered head = buffer.peek();
    TumblingWindow open = window;
    if (open != null) {
      long closesAt = open.endMillis() + TumblingWindow.GRACE.toMillis();
      boolean over =
          head == null
              ? ended || nowMillis >= closesAt
              : open.endsBefore(head.record().arrivedAtMillis());
      if (over) {
        pending.add(StreamBatch.closing(Closing.AT_ITS_END));
        return new Idle();
      }
      if (head == null) {
        return new WaitUntil(closesAt);
      }
    }
    if (head == null) {
      return ended ? new Done() : new Idle();
    }
    List<Integer> candidates = candidates(head);
    int state = open == null ? 0 : open.stateBytes();
    BatchPlan.Cut cut = BatchPlan.cut(candidates, settings.batchSize(), state);
    boolean windowEnds = candidates.size() < Math.min(buffer.size(), settings.batchSize());
    long ready = head.readAtMillis() + settings.batchingWindow().toMillis();
    if (cut.full() || windowEnds || ended || nowMillis >= ready) {
      List<StreamRecord> records = new ArrayList<>(cut.count());
      for (int i = 0; i < cut.count(); i++) {
        records.add(buffer.remove().record());
      }
      pending.add(StreamBatch.of(records));
    }
    return new WaitUntil(ready);
  }

  /**
   * The sizes of as many records as a batch may hold, all of one tumbling window if there are
   * windows.
   */
  private List<Integer> candidates(Buffered head) {
    TumblingWindow only = null;
    if (settings.windowed()) {
      only =
          window == null
              ? TumblingWindow.at(head.record().arrivedAtMillis(), settings.tumblingWindow())
              : window;
    }
    List<Integer> sizes = new ArrayList<>();
    for (Buffered buffered : buffer) {
      boolean later = only != null && only.endsBefore(buffered.record().arrivedAtMillis());
      if (later || sizes.size() == settings.batchSize()) {
        break;
      }
      sizes.add(buffered.bytes());
    }
    return sizes;
  }

  private LaneDecision start(Discard discard) {
    inFlight = discard.batch();
    return discard;
  }

  private Discard discard(StreamBatch batch, Condition condition) {
    return new Discard(
        batch,
        condition,
        batch.failures() == 0 ? "" : lastRequestId,
        lastVersion,
        lastWasFunctionError);
  }

  /** Says what came back from the invocation that {@link #decide} asked for. */
  Completion completed(InvocationResult result, long nowMillis) {
    StreamBatch batch = takeInFlight();
    return switch (result) {
      case Throttled ignored -> {
        // Nothing ran: the batch waits, and no attempt is used up.
        pending.addFirst(batch);
        pauseAfterFailure(nowMillis);
        yield new Completion(List.of(), false);
      }
      case Failed failed -> {
        lastRequestId = failed.requestId();
        lastVersion = failed.version();
        lastWasFunctionError = true;
        yield failedFrom(batch, 0, nowMillis);
      }
      case Succeeded answer -> answered(batch, answer, nowMillis);
    };
  }

  private Completion answered(StreamBatch batch, Succeeded answer, long nowMillis) {
    List<String> ids = batch.records().stream().map(StreamRecord::sequenceNumber).toList();
    BatchResponse response =
        BatchResponse.read(
            answer.payload(), ids, settings.reportBatchItemFailures(), settings.windowed());
    lastRequestId = answer.requestId();
    lastVersion = answer.version();
    lastWasFunctionError = false;
    if (response.success()) {
      failuresInARow = 0;
      succeeded(batch, response);
      return new Completion(batch.records(), false);
    }
    int firstFailed = response.failed().isEmpty() ? 0 : response.failed().first();
    if (firstFailed > 0 && window != null) {
      window = window.withState(response.state());
    }
    return failedFrom(batch, firstFailed, nowMillis);
  }

  private void succeeded(StreamBatch batch, BatchResponse response) {
    if (batch.closing() != Closing.NOT) {
      window = null;
    } else if (window != null) {
      window = window.withState(response.state());
      if (window.stateTooLarge()) {
        pending.addFirst(StreamBatch.closing(Closing.EARLY));
      }
    }
  }

  private Completion failedFrom(StreamBatch batch, int firstFailed, long nowMillis) {
    pauseAfterFailure(nowMillis);
    RetryPolicy.Next next = retries.afterFailure(batch, firstFailed);
    next.retry().reversed().forEach(pending::addFirst);
    next.discard()
        .ifPresent(batchOver -> givenUp = discard(batchOver, Condition.RETRY_ATTEMPTS_EXHAUSTED));
    return new Completion(batch.records().subList(0, firstFailed), true);
  }

  /**
   * Says that what {@link #decide} gave up is in its place; returns the records, which are done
   * now.
   */
  List<StreamRecord> discarded() {
    StreamBatch batch = takeInFlight();
    if (batch.closing() != Closing.NOT) {
      window = null;
    }
    failuresInARow = 0;
    notBefore = 0;
    return batch.records();
  }

  private void pauseAfterFailure(long nowMillis) {
    failuresInARow++;
    notBefore = nowMillis + RetryPolicy.backoff(failuresInARow).toMillis();
  }

  private StreamBatch takeInFlight() {
    StreamBatch batch = inFlight;
    if (batch == null) {
      throw new IllegalStateException("nothing is in flight in this lane");
    }
    inFlight = null;
    return batch;
  }
}
