// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the engine can do: the requests of the whole path again, straight to a fresh DynamoDB Local,
 * with nothing between them but their order where it matters.
 *
 * <p>Items go by as many threads as are given. The aggregator's reads and transactions keep their
 * order, since each transaction's condition is the result of the one before; the table's stream has
 * one shard, so that is how the aggregator goes too. Two readers follow the stream meanwhile.
 */
final class Replay {
  private static final Set<String> ITEMS = Set.of("BatchWriteItem", "PutItem");
  private static final Set<String> LEDGER = Set.of("TransactWriteItems", "GetItem", "Query");
  private static final Set<String> TABLES = Set.of("CreateTable", "UpdateTimeToLive");
  private static final int READERS = 2;

  private final DynamoDbHttp engine;
  private final Processes server;
  private final Recorder recorder;
  private final int threads;
  private final List<StreamReader> readers = new ArrayList<>();

  Replay(URI engine, long pid, Recorder recorder, int threads) {
    this.engine = new DynamoDbHttp(engine);
    this.server = new Processes(pid);
    this.recorder = recorder;
    this.threads = threads;
  }

  /**
   * How long it took.
   *
   * @param cpuSeconds of the engine
   * @param items requests that write them
   * @param ledger requests of the aggregator
   * @param polls requests of the readers
   */
  record Outcome(
      int threads, double seconds, double cpuSeconds, int items, int ledger, long polls) {}

  /**
   * Plays everything back and measures the measured part.
   *
   * @param warmItems records of the stream that the warm-up must bring, {@code items} those of the
   *     measured part
   */
  Outcome run(String table, int warmItems, int items) {
    try (ExecutorService pool = Executors.newCachedThreadPool()) {
      try {
        for (Recorded one : recorder.of(Recorder.Phase.SET_UP)) {
          if (TABLES.contains(one.operation())) {
            engine.call(one.target(), one.body());
          }
        }
        for (int i = 0; i < READERS; i++) {
          StreamReader reader = new StreamReader(engine);
          reader.start(table);
          readers.add(reader);
        }
        play(pool, Recorder.Phase.WARM_UP, warmItems);
        long polls = polls();
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        play(pool, Recorder.Phase.MEASURED, warmItems + items);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Outcome(
            threads,
            seconds,
            cpuSeconds() - cpu,
            of(Recorder.Phase.MEASURED, ITEMS).size(),
            of(Recorder.Phase.MEASURED, LEDGER).size(),
            polls() - polls);
      } finally {
        readers.forEach(StreamReader::stop);
        pool.shutdownNow();
      }
    } catch (IOException | ExecutionException e) {
      throw new PeersException("the replay failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeersException("interrupted", e);
    }
  }

  private void play(ExecutorService pool, Recorder.Phase phase, int read)
      throws InterruptedException, ExecutionException {
    Iterator<Recorded> items = of(phase, ITEMS).iterator();
    Iterator<Recorded> ledger = of(phase, LEDGER).iterator();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(pool.submit(sending(items)));
    }
    running.add(pool.submit(sending(ledger)));
    for (Future<?> one : running) {
      one.get();
    }
    long end = System.nanoTime() + Limits.PHASE.toNanos();
    while (readers.stream().anyMatch(reader -> reader.read() < read)) {
      Limits.pause(Duration.ofMillis(10), end, "reading the stream to its end");
    }
  }

  /** Sends one after the other until there are no more; the iterator may be shared. */
  private Callable<Boolean> sending(Iterator<Recorded> requests) {
    return () -> {
      while (true) {
        Recorded next;
        synchronized (requests) {
          if (!requests.hasNext()) {
            return true;
          }
          next = requests.next();
        }
        engine.call(next.target(), next.body());
      }
    };
  }

  private List<Recorded> of(Recorder.Phase phase, Set<String> operations) {
    return recorder.of(phase).stream().filter(one -> operations.contains(one.operation())).toList();
  }

  private double cpuSeconds() {
    return server.read().getOrDefault(Processes.CLOUD, 0.0);
  }

  private long polls() {
    return readers.stream().mapToLong(StreamReader::polls).sum();
  }
}
