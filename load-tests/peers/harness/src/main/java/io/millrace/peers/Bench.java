// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedFrame;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** One local cloud with one side on it: warms up, measures, looks whether everything is there. */
final class Bench {
  private final LocalCloud cloud;
  private final Clients clients;
  private final Processes processes;
  private final Path work;
  private final Meter meter;

  Bench(LocalCloud cloud, Clients clients, Processes processes, Path work) {
    this.cloud = cloud;
    this.clients = clients;
    this.processes = processes;
    this.work = work;
    this.meter = new Meter(cloud.endpoint());
  }

  /**
   * What is to be measured.
   *
   * @param packed whether several events share a record, as the ways into Millrace put them
   * @param labels of the processes that do the job
   * @param poller the process that polls
   * @param polls whether a stack of that process is one of polling
   * @param callers whose requests are those of the job
   * @param wholePath whether done means that nothing is under way in the whole pipeline
   */
  record Job(
      String side,
      boolean packed,
      List<String> labels,
      String poller,
      Predicate<List<RecordedFrame>> polls,
      Predicate<MeterRow> callers,
      boolean wholePath) {}

  Result measure(Job job, Inputs inputs) {
    Producer producer = new Producer(clients.kinesis(), cloud.eventsStream());
    Watch watch = new Watch(meter, processes);
    warmUp(job, inputs, producer, watch);
    List<Long> pollers = processes.of(job.poller);
    Profile profile =
        Profile.start(pollers.getLast(), work.resolve(job.side.replace(' ', '-') + ".jfr"));
    Watch.Reading before = watch.read();
    Watch.Writing writing = run(job, inputs, producer, watch);
    double share = profile.stop().share(job.polls);
    return result(job, inputs.measured().events().size(), before, writing, share);
  }

  /**
   * Only runs it.
   *
   * @param warm told when the warm-up is over
   */
  void drive(Job job, Inputs inputs, Runnable warm) {
    Producer producer = new Producer(clients.kinesis(), cloud.eventsStream());
    Watch watch = new Watch(meter, processes);
    warmUp(job, inputs, producer, watch);
    warm.run();
    run(job, inputs, producer, watch);
  }

  private void warmUp(Job job, Inputs inputs, Producer producer, Watch watch) {
    producer.put(records(job, inputs.warmUp()));
    watch.writing(job.side + "'s warm-up", complete(job, inputs.warmUp().distinct()));
    watch.read();
  }

  private Watch.Writing run(Job job, Inputs inputs, Producer producer, Watch watch) {
    // Beside the watch, which is to see the first write too.
    CompletableFuture<Void> put =
        CompletableFuture.runAsync(() -> producer.put(records(job, inputs.measured())));
    BooleanSupplier complete =
        complete(job, inputs.warmUp().distinct() + inputs.measured().distinct());
    Watch.Writing writing =
        watch.writing(
            job.side,
            () -> {
              boolean all = put.isDone();
              if (all) {
                put.join(); // fails when a put did
              }
              return all && complete.getAsBoolean();
            });
    if (meter.failedBatches() > 0) {
      throw new PeersException(job.side + ": batches failed, see .millrace/run-*");
    }
    return writing;
  }

  private static List<byte[]> records(Job job, Input input) {
    return job.packed ? input.packed() : input.events();
  }

  private BooleanSupplier complete(Job job, int items) {
    // In this order: a call of ours to the gateway has the pollers prove once more that they are at
    // the end.
    return () -> (!job.wholePath || meter.streamsRead()) && count() == items;
  }

  private long count() {
    long count = 0;
    ScanRequest.Builder request =
        ScanRequest.builder().tableName(cloud.recordsTable()).select(Select.COUNT);
    while (true) {
      ScanResponse page = clients.dynamoDb().scan(request.build());
      count += page.count();
      if (!page.hasLastEvaluatedKey()) {
        return count;
      }
      request.exclusiveStartKey(page.lastEvaluatedKey());
    }
  }

  private Result result(
      Job job, int events, Watch.Reading before, Watch.Writing writing, double share) {
    Watch.Reading after = writing.last();
    Map<String, Double> cpu = new TreeMap<>();
    after
        .cpuSeconds()
        .forEach(
            (label, seconds) ->
                cpu.put(label, seconds - before.cpuSeconds().getOrDefault(label, 0.0)));
    List<MeterRow> rows = Meter.between(before.rows(), after.rows());
    double processing =
        job.labels.stream().mapToDouble(label -> cpu.getOrDefault(label, 0.0)).sum();
    return new Result(
        job.side,
        events,
        (after.nanos() - before.nanos()) / 1e9,
        (after.nanos() - writing.firstNanos()) / 1e9,
        cpu,
        processing,
        cpu.getOrDefault(job.poller, 0.0) * share,
        job.labels.contains(job.poller),
        calls(rows, job.callers.and(row -> !isPoll(row))),
        calls(rows, row -> isPoll(row)),
        rows);
  }

  private static boolean isPoll(MeterRow row) {
    return switch (row.operation()) {
      case "GetRecords", "GetShardIterator", "ListShards", "DescribeStream" -> true;
      default -> false;
    };
  }

  private static long calls(List<MeterRow> rows, Predicate<MeterRow> which) {
    return rows.stream().filter(which).mapToLong(MeterRow::calls).sum();
  }
}
