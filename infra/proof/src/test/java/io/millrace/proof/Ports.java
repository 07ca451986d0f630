// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.EventStream;
import io.millrace.shared.port.IdempotencyTable;
import io.millrace.shared.port.MessageQueue;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The ports of one stage, behind the gate. */
final class Ports {

  private final String stage;
  private final WorldGate gate;

  Ports(String stage, WorldGate gate) {
    this.stage = stage;
    this.gate = gate;
  }

  /** A call without an answer, on items of which some may be taken and others not. */
  private <T> void each(String call, List<T> items, Consumer<List<T>> effect) {
    gate.call(
        stage + "." + call,
        () -> {
          effect.accept(items);
          return items;
        },
        () -> effect.accept(everyOther(items)));
  }

  /** As when the first of several calls succeeds, or some items of one remain unprocessed. */
  private static <T> List<T> everyOther(List<T> items) {
    return IntStream.range(0, items.size()).filter(i -> i % 2 == 0).mapToObj(items::get).toList();
  }

  EventStream events(EventStream stream) {
    return records -> each("events.append", records, stream::append);
  }

  MessageQueue queue(MessageQueue queue) {
    return messages -> each("queue.send", messages, queue::send);
  }

  Consumer<List<String>> bus(Consumer<List<String>> bus) {
    return details -> each("bus.announce", details, bus);
  }

  RecordStore records(RecordStore records) {
    return new RecordStore() {
      @Override
      public void accept(Collection<? extends Part> parts) {
        each("records.accept", List.<Part>copyOf(parts), records::accept);
      }

      @Override
      public void reject(Collection<RejectPart> parts) {
        each("records.reject", List.copyOf(parts), records::reject);
      }

      @Override
      public List<Part> parts(String id) {
        return gate.call(stage + ".records.parts", () -> records.parts(id));
      }
    };
  }

  Blobs blobs(Blobs blobs) {
    return new Blobs() {
      @Override
      public Optional<Blob> open(String bucket, String key, String etag, long from) {
        return gate.callPartly(
            stage + ".blobs.open",
            () -> blobs.open(bucket, key, etag, from),
            () -> blobs.open(bucket, key, etag, from).map(Ports::breakingOff));
      }

      @Override
      public void put(String bucket, String key, String contentType, byte[] body) {
        gate.call(
            stage + ".blobs.put",
            () -> {
              blobs.put(bucket, key, contentType, body);
              return key;
            });
      }
    };
  }

  IdempotencyTable claims(IdempotencyTable table) {
    return new IdempotencyTable() {
      @Override
      public Answer claim(
          String key, String fingerprint, String owner, Instant now, Instant until) {
        return gate.call(
            stage + ".claims.claim", () -> table.claim(key, fingerprint, owner, now, until));
      }

      @Override
      public boolean advance(Claim claim, String progress) {
        return gate.call(stage + ".claims.advance", () -> table.advance(claim, progress));
      }

      @Override
      public boolean complete(Claim claim, String result) {
        return gate.call(stage + ".claims.complete", () -> table.complete(claim, result));
      }

      @Override
      public void release(Claim claim) {
        gate.call(
            stage + ".claims.release",
            () -> {
              table.release(claim);
              return claim;
            });
      }
    };
  }

  private static Blobs.Blob breakingOff(Blobs.Blob blob) {
    InputStream half;
    try {
      half = new ByteArrayInputStream(blob.body().readNBytes((int) blob.bytes() / 2));
    } catch (IOException e) {
      throw new IllegalStateException("Memory does not fail to read", e);
    }
    return new Blobs.Blob(
        blob.etag(),
        blob.bytes(),
        blob.modified(),
        new SequenceInputStream(half, new FailingStream()));
  }

  /** A connection that is reset. */
  private static final class FailingStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("simulated: connection reset");
    }
  }
}
