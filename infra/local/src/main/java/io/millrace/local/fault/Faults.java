// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.fault;

import io.millrace.local.access.Guard.Admitted;
import io.millrace.local.gateway.Call;
import io.millrace.local.gateway.Service;
import io.millrace.local.gateway.ServiceError;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rules in force; thread-safe. Of the rules about a call, the first that picks it decides. Each
 * counts the calls it is about, so the same calls in the same order meet the same faults.
 */
public final class Faults {
  private final CopyOnWriteArrayList<InForce> rules = new CopyOnWriteArrayList<>();
  private final AtomicInteger lastId = new AtomicInteger();
  private final Pause pause;

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  private record InForce(String id, FaultRule rule, AtomicLong seen, AtomicLong hit) {}

  /**
   * A rule in force.
   *
   * @param seen calls or events it is about, so far
   * @param hit those it made fail
   */
  public record Active(String id, FaultRule rule, long seen, long hit) {}

  public Faults() {
    this(Thread::sleep);
  }

  Faults(Pause pause) {
    this.pause = pause;
  }

  /** Puts a rule in force, behind those there are; gives its id. */
  public String add(FaultRule rule) {
    String id = Integer.toString(lastId.incrementAndGet());
    rules.add(new InForce(id, rule, new AtomicLong(), new AtomicLong()));
    return id;
  }

  /** In the order they were added. */
  public List<Active> all() {
    return rules.stream()
        .map(one -> new Active(one.id, one.rule, one.seen.get(), one.hit.get()))
        .toList();
  }

  /** Takes a rule back; false when there is none of that id. */
  public boolean remove(String id) {
    return rules.removeIf(one -> one.id.equals(id));
  }

  public void clear() {
    rules.clear();
  }

  /** Has calls go wrong that would pass to the next. */
  public Admitted before(Admitted next) {
    return (call, service, caller, operation, backend) -> {
      Optional<FaultRule> fault = pick(false, service, operation.name(), caller.label());
      if (fault.isEmpty()) {
        next.serve(call, service, caller, operation, backend);
        return;
      }
      FaultRule rule = fault.get();
      switch (rule.kind()) {
        case THROTTLE -> answer(call, service, ServiceFaults.throttle(service, operation.name()));
        case ERROR -> answer(call, service, ServiceFaults.error(service));
        case RESET -> call.hangUp();
        case LATENCY -> {
          sleep(rule);
          next.serve(call, service, caller, operation, backend);
        }
        case LOST_ANSWER -> {
          call.loseAnswer();
          next.serve(call, service, caller, operation, backend);
          sleep(rule);
          call.hangUp();
        }
        case DUPLICATE_EVENT, DELAY_EVENT ->
            throw new IllegalStateException("no fault of calls: " + rule.kind());
      }
    };
  }

  /** What happens to an event of a bucket, if something does. */
  Optional<FaultRule> ofEvent() {
    return pick(true, Service.S3, "", "svc:s3");
  }

  private Optional<FaultRule> pick(
      boolean ofEvents, Service service, String operation, String caller) {
    for (InForce one : rules) {
      if (one.rule.kind().ofEvents() == ofEvents
          && one.rule.isAbout(service, operation, caller)
          && one.rule.picks(one.seen.incrementAndGet())) {
        one.hit.incrementAndGet();
        return Optional.of(one.rule);
      }
    }
    return Optional.empty();
  }

  private static void answer(Call call, Service service, ServiceError error) throws IOException {
    call.bodyStream().transferTo(OutputStream.nullOutputStream());
    call.reply(error.reply(service, call));
  }

  private void sleep(FaultRule rule) throws IOException {
    try {
      pause.of(Duration.ofMillis(rule.delayMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the gateway closes", e);
    }
  }
}
