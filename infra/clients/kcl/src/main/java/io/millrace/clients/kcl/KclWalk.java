// SPDX-License-Identifier: Apache-2.0
package io.millrace.clients.kcl;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * Puts records into a stream, reshards it meanwhile, and has the Kinesis Client Library consume it;
 * then says whether every record arrived, in the order of its key, and parents before children.
 */
public final class KclWalk {
  private static final int KEYS = 40;
  private static final int SHARDS = 2;

  /** Records that have to arrive between two changes of the shards, all put after the first. */
  private static final int STRETCH = 1_000;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private KclWalk() {}

  /**
   * Ends 0 when all is as it should be, 1 when not, 2 for wrong usage.
   *
   * @param args the endpoint of the local cloud
   */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 1) {
      System.err.println("usage: KclWalk ENDPOINT");
      System.exit(2);
    }
    List<String> problems;
    try (Clients clients = Clients.of(URI.create(args[0]))) {
      problems = walk(clients);
    } catch (TimeoutException e) {
      problems = List.of(String.valueOf(e.getMessage()));
    }
    problems.forEach(problem -> System.err.println("kcl-walk: " + problem));
    // The library leaves threads behind.
    System.exit(problems.isEmpty() ? 0 : 1);
  }

  private static List<String> walk(Clients clients) throws InterruptedException, TimeoutException {
    long start = System.nanoTime();
    TestStream stream = TestStream.create(clients.kinesis(), SHARDS);
    Ledger ledger = new Ledger();
    Consumer consumer = Consumer.start(clients, stream.name(), ledger);
    Producer producer = new Producer(clients.kinesis(), stream.name(), KEYS);
    producer.start();
    ledger.await(STRETCH, PATIENCE);
    say("splits one of " + stream.openShards() + " shards");
    stream.split();
    ledger.await(producer.count() + STRETCH, PATIENCE);
    say("merges two of " + stream.openShards() + " shards");
    stream.merge();
    ledger.await(producer.count() + STRETCH, PATIENCE);
    say("doubles " + stream.openShards() + " shards");
    stream.updateCount(2 * stream.openShards());
    ledger.await(producer.count() + STRETCH, PATIENCE);
    producer.stop();
    say("waits for the last of " + producer.count() + " records");
    ledger.await(producer.count(), PATIENCE);
    consumer.stop();
    List<Shard> shards = stream.shards();
    List<String> problems = ledger.problems(producer.last(), shards);
    stream.fanOutProblem().ifPresent(problems::add);
    stream.delete();
    System.out.printf(
        "kcl-walk: %d records of %d keys, %d shards, %d duplicates, %d problems, %.1f seconds%n",
        producer.count(),
        KEYS,
        shards.size(),
        ledger.duplicates(),
        problems.size(),
        Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
    return problems;
  }

  private static void say(String what) {
    System.out.println("kcl-walk: " + what);
  }
}
