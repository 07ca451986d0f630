// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.shared.batch.UnavailableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * A few threads that put what is due, so that a slow call delays no other. What waits for a thread
 * is bounded: who hands over more is told.
 */
final class Sender implements AutoCloseable {

  private static final int THREADS = 6;

  /** Half a minute of a megabyte a second: beyond, the stream takes less than is due for good. */
  private static final long MOST_WAITING_BYTES = 32L * 1024 * 1024;

  private final Intake intake;
  private final OpenLoop loop;
  private final LongSupplier nanos;
  private final ExecutorService events =
      Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().name("load-put-", 0).factory());
  private final ExecutorService photos =
      Executors.newFixedThreadPool(2, Thread.ofPlatform().name("load-photo-", 0).factory());
  private final AtomicLong waitingBytes = new AtomicLong();
  private final LongAdder retried = new LongAdder();
  private final LongAdder stored = new LongAdder();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

  /**
   * @param nanos since the beginning of the run
   */
  Sender(Intake intake, OpenLoop loop, LongSupplier nanos) {
    this.intake = intake;
    this.loop = loop;
    this.nanos = nanos;
  }

  void send(Parcel parcel) {
    waitingBytes.addAndGet(parcel.bytes());
    watched(() -> put(parcel), events);
  }

  void upload(String name, byte[] body) {
    waitingBytes.addAndGet(body.length);
    watched(() -> store(name, body), photos);
  }

  /** What goes wrong in a way that nobody expects ends the run as well. */
  private void watched(Runnable task, Executor threads) {
    CompletableFuture<Void> ignored =
        CompletableFuture.runAsync(task, threads)
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    failures.add(String.valueOf(failure.getMessage()));
                  }
                });
  }

  private void put(Parcel parcel) {
    try {
      retried.add(intake.put(parcel.records()));
      loop.put(parcel, nanos.getAsLong());
    } catch (UnavailableException e) {
      failures.add(parcel.dueNanos().size() + " events were not taken: " + e.getMessage());
    } finally {
      waitingBytes.addAndGet(-parcel.bytes());
    }
  }

  private void store(String name, byte[] body) {
    try {
      intake.photo(name, body);
      stored.increment();
    } catch (UnavailableException e) {
      failures.add("a photo was not stored: " + e.getMessage());
    } finally {
      waitingBytes.addAndGet(-body.length);
    }
  }

  /** Whether so much waits that it makes no sense to go on. */
  boolean overwhelmed() {
    return waitingBytes.get() > MOST_WAITING_BYTES;
  }

  boolean failed() {
    return !failures.isEmpty();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  long retried() {
    return retried.sum();
  }

  long photos() {
    return stored.sum();
  }

  /** Waits until everything that was handed over is put, or has failed. */
  @Override
  public void close() {
    events.close();
    photos.close();
  }
}
