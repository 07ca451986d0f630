// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.IdempotencyTable;
import io.millrace.shared.port.IdempotencyTable.Answer;
import io.millrace.shared.port.IdempotencyTable.Claim;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import io.millrace.shared.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The upload function with its queue around it: messages are delivered until none is left, come
 * back after failures and crashes, and end among the dead letters. Time passes with every look at
 * the clock. Between any two calls that an invocation makes, something may happen.
 */
final class World {

  /** What happens around one call. */
  enum Happening {
    CRASH_BEFORE,
    CRASH_AFTER,
    /** Another message is delivered in the middle. */
    DELIVERY,
    /** The invocation hangs beyond its deadline, and another message is delivered. */
    HANG
  }

  private static final int MAX_RECEIVES = 5;
  private static final Duration TICK = Duration.ofSeconds(10);

  /** The process is gone; nothing of it runs any more, no handler and no release. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class Delivery {
    private final String id;
    private final String body;
    private Instant visible;
    private int receives;

    Delivery(String id, String body, Instant visible) {
      this.id = id;
      this.body = body;
      this.visible = visible;
    }
  }

  final Bench bench;
  final List<String> deadLetters = new ArrayList<>();
  private final UploadConfig config;
  private final Map<Integer, Happening> happenings;
  private final List<Delivery> queue = new ArrayList<>();
  private Instant now = Bench.SENT;
  private int messages;
  private int invocations;
  private int calls;
  private int pokes;

  /**
   * @param happenings by the number of the call around which they happen
   */
  World(UploadConfig config, Map<Integer, Happening> happenings) {
    this.bench = new Bench(config);
    this.config = config;
    this.happenings = happenings;
  }

  void send(String body) {
    queue.add(new Delivery("message-" + messages++, body, now));
  }

  /** Delivers until the queue is empty. */
  World run() {
    return run(Integer.MAX_VALUE);
  }

  /** Delivers so often, or until the queue is empty. */
  World run(int deliveries) {
    for (int i = 0; i < deliveries && !queue.isEmpty(); i++) {
      Instant next = queue.stream().map(d -> d.visible).min(Instant::compareTo).orElseThrow();
      now = next.isAfter(now) ? next : now;
      deliverOne();
    }
    return this;
  }

  int calls() {
    return calls;
  }

  int pokes() {
    return pokes;
  }

  /** How many messages wait or are being worked on. */
  int messages() {
    return queue.size();
  }

  int invocations() {
    return invocations;
  }

  /** The events on the stream, each once, however often it was appended. */
  Set<CloudEvent> events() {
    return new HashSet<>(bench.events());
  }

  private void deliverOne() {
    Delivery delivery =
        queue.stream().filter(d -> !d.visible.isAfter(now)).findFirst().orElse(null);
    if (delivery == null) {
      return;
    }
    delivery.receives++;
    if (delivery.receives > MAX_RECEIVES) {
      queue.remove(delivery);
      deadLetters.add(delivery.body);
      return;
    }
    delivery.visible = now.plus(Bench.VISIBILITY);
    Message message = new Message(delivery.id, delivery.body, Bench.SENT, Bench.QUEUE);
    try {
      BatchResult<Message> result = Batch.independently(List.of(message), stage());
      if (result.failed().isEmpty()) {
        queue.remove(delivery);
      } else if (result.causes().getFirst() instanceof UnavailableException unlucky) {
        delivery.visible = unlucky.notBefore().orElse(now).plusSeconds(5);
      }
    } catch (Crash e) {
      // It comes back when it becomes visible.
    }
  }

  private UploadStage stage() {
    Life life = new Life();
    UploadWiring.Ports ports =
        new UploadWiring.Ports(
            life.blobs(),
            records -> life.call(() -> bench.stream.append(records)),
            life.records(),
            life.table(),
            bodies ->
                life.call(
                    () -> {
                      pokes += bodies.size();
                      bodies.forEach(this::send);
                    }));
    Deadline deadline = new Deadline(this::tick, Duration.ofSeconds(2));
    deadline.begin(Bench.TIMEOUT);
    return UploadWiring.stages(config, ports, deadline, time -> now = now.plus(time))
        .of("invocation-" + invocations++);
  }

  private Instant tick() {
    now = now.plus(TICK);
    return now;
  }

  /** The calls of one process, as long as it lives. */
  private final class Life {

    private boolean over;

    private void call(Runnable effect) {
      call(
          () -> {
            effect.run();
            return 0;
          });
    }

    private <T> T call(Supplier<T> effect) {
      Happening happening = over ? Happening.CRASH_BEFORE : happenings.get(calls++);
      if (happening == Happening.CRASH_BEFORE) {
        over = true;
        throw new Crash();
      }
      if (happening == Happening.HANG) {
        now = now.plus(Bench.VISIBILITY.plus(Duration.ofSeconds(1)));
      }
      if (happening == Happening.HANG || happening == Happening.DELIVERY) {
        deliverOne();
      }
      T answer = effect.get();
      if (happening == Happening.CRASH_AFTER) {
        over = true;
        throw new Crash();
      }
      return answer;
    }

    Blobs blobs() {
      return new Blobs() {
        @Override
        public Optional<Blob> open(String bucket, String key, String etag, long from) {
          return call(() -> bench.blobs.open(bucket, key, etag, from));
        }

        @Override
        public void put(String bucket, String key, String contentType, byte[] body) {
          call(() -> bench.blobs.put(bucket, key, contentType, body));
        }
      };
    }

    RecordStore records() {
      return new RecordStore() {
        @Override
        public void accept(Collection<? extends Part> parts) {
          throw new AssertionError("Ingest accepts nothing itself");
        }

        @Override
        public void reject(Collection<RejectPart> parts) {
          call(() -> bench.records.reject(parts));
        }

        @Override
        public List<Part> parts(String id) {
          throw new AssertionError("Ingest reads no records");
        }
      };
    }

    IdempotencyTable table() {
      return new IdempotencyTable() {
        @Override
        public Answer claim(
            String key, String fingerprint, String owner, Instant at, Instant until) {
          return call(() -> bench.idempotency.claim(key, fingerprint, owner, at, until));
        }

        @Override
        public boolean advance(Claim claim, String progress) {
          return call(() -> bench.idempotency.advance(claim, progress));
        }

        @Override
        public boolean complete(Claim claim, String result) {
          return call(() -> bench.idempotency.complete(claim, result));
        }

        @Override
        public void release(Claim claim) {
          call(() -> bench.idempotency.release(claim));
        }
      };
    }
  }
}
