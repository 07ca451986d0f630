// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static io.millrace.local.fault.FaultKind.DELAY_EVENT;
import static io.millrace.local.fault.FaultKind.DUPLICATE_EVENT;
import static io.millrace.local.fault.FaultKind.ERROR;
import static io.millrace.local.fault.FaultKind.LATENCY;
import static io.millrace.local.fault.FaultKind.LOST_ANSWER;
import static io.millrace.local.fault.FaultKind.RESET;
import static io.millrace.local.fault.FaultKind.THROTTLE;

import io.millrace.local.fault.FaultKind;
import io.millrace.local.fault.FaultRule;
import io.millrace.local.fault.Faults;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

/**
 * A bad day for a local cloud, decided by a seed: calls that are throttled, fail, hang, or lose
 * their answer behind the effect; bucket events twice or late; functions killed in the middle of
 * what they do; pollers stopped and started. What exactly it meets depends on the machine.
 */
final class Chaos implements AutoCloseable {

  /** How many rules are in force at a time; the oldest makes room. */
  private static final int RULES = 3;

  private static final int SHORTEST_PAUSE_MILLIS = 500;
  private static final int LONGEST_PAUSE_MILLIS = 3_000;

  private static final List<Fault> KINDS =
      List.of(
          new Fault(THROTTLE, "dynamodb", null, 0.2, 0),
          new Fault(THROTTLE, "kinesis", "PutRecords", 0.3, 0),
          new Fault(THROTTLE, "sqs", null, 0.1, 0),
          new Fault(ERROR, "s3", null, 0.15, 0),
          new Fault(ERROR, "dynamodb", null, 0.15, 0),
          new Fault(ERROR, "sqs", "SendMessageBatch", 0.3, 0),
          new Fault(ERROR, "kinesis", "GetRecords", 0.2, 0),
          new Fault(RESET, "dynamodb", null, 0.1, 0),
          new Fault(RESET, "s3", "GetObject", 0.2, 0),
          new Fault(LOST_ANSWER, "dynamodb", null, 0.1, 0),
          new Fault(LOST_ANSWER, "kinesis", "PutRecords", 0.3, 0),
          new Fault(LOST_ANSWER, "sqs", "SendMessageBatch", 0.3, 0),
          new Fault(LOST_ANSWER, "s3", "PutObject", 0.2, 0),
          new Fault(LATENCY, null, null, 0.1, 200),
          new Fault(DUPLICATE_EVENT, null, null, 0.4, 0),
          new Fault(DELAY_EVENT, null, null, 0.4, 2_000));

  private record Fault(
      FaultKind kind,
      @Nullable String service,
      @Nullable String operation,
      double probability,
      long delayMillis) {

    FaultRule rule(long seed) {
      return new FaultRule(
          kind, service, operation, null, null, null, probability, delayMillis, seed);
    }
  }

  private final Random random;
  private final Faults faults;
  private final LambdaClient lambda;
  private final MappingSwitch mappings;
  private final Deque<String> rules = new ArrayDeque<>();
  private final SortedMap<String, Long> hits = new TreeMap<>();
  private final Thread thread;
  private volatile boolean over;
  private int step;
  private int kills;
  private int restarts;

  Chaos(long seed, Faults faults, LambdaClient lambda) {
    this.random = new Random(seed);
    this.faults = faults;
    this.lambda = lambda;
    this.mappings = new MappingSwitch(lambda);
    this.thread = Thread.ofPlatform().name("chaos").start(this::run);
  }

  /** Ends it: no rule is in force any more, every mapping is enabled. */
  @Override
  public void close() {
    over = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("Interrupted", e);
    }
    while (!rules.isEmpty()) {
      retire();
    }
  }

  /** Calls and events that went wrong, by kind. */
  SortedMap<String, Long> hits() {
    return Collections.unmodifiableSortedMap(hits);
  }

  /** Function processes that were killed. */
  int kills() {
    return kills;
  }

  /** Mappings that were stopped and started. */
  int restarts() {
    return restarts;
  }

  private void run() {
    while (!over) {
      switch (step++ % 4) {
        case 0, 2 -> fault();
        case 1 -> kill();
        default -> restart();
      }
      long pause = random.nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
      LockSupport.parkNanos(Duration.ofMillis(pause).toNanos());
    }
  }

  private void fault() {
    if (rules.size() == RULES) {
      retire();
    }
    rules.add(faults.add(KINDS.get(random.nextInt(KINDS.size())).rule(random.nextLong())));
  }

  private void retire() {
    String id = rules.remove();
    faults.all().stream()
        .filter(active -> active.id().equals(id) && active.hit() > 0)
        .forEach(active -> hits.merge(active.rule().kind().word(), active.hit(), Long::sum));
    faults.remove(id);
  }

  /** As the kernel does it when memory is short: no hook of the JVM runs. */
  private void kill() {
    List<ProcessHandle> functions =
        new ArrayList<>(ProcessHandle.current().descendants().filter(Chaos::isFunction).toList());
    if (!functions.isEmpty() && functions.get(random.nextInt(functions.size())).destroyForcibly()) {
      kills++;
    }
  }

  private static boolean isFunction(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("runtime.api.client.AWSLambda");
  }

  private void restart() {
    List<EventSourceMappingConfiguration> mappings =
        Persistently.call(() -> lambda.listEventSourceMappings(r -> {}).eventSourceMappings());
    String uuid = mappings.get(random.nextInt(mappings.size())).uuid();
    turn(uuid, false);
    turn(uuid, true);
    restarts++;
  }

  private void turn(String uuid, boolean enabled) {
    Persistently.run(() -> mappings.turn(uuid, enabled));
    Persistently.run(() -> mappings.await(uuid, enabled));
  }
}
