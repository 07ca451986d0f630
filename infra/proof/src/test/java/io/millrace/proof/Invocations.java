// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The invocations that are under way, side by side as far as their calls of ports go. */
final class Invocations {

  /** What to do with the answer once there is one. */
  private record Running<R>(Invocation<R> invocation, Consumer<@Nullable R> end) {

    /** Whether that was the last step. */
    boolean step() {
      invocation.step();
      return invocation.ended();
    }

    void finish() {
      end.accept(invocation.answer());
    }
  }

  private final VirtualClock clock;
  private final List<Running<?>> running = new ArrayList<>();
  private @Nullable Invocation<?> current;
  private int started;

  Invocations(VirtualClock clock) {
    this.clock = clock;
  }

  /**
   * Begins an invocation.
   *
   * @param end gets the answer; null when the environment died
   */
  <R> void start(
      String function, Duration timeout, Supplier<R> handler, Consumer<@Nullable R> end) {
    String name = function + "-" + ++started;
    running.add(new Running<>(new Invocation<>(name, clock.instant().plus(timeout), handler), end));
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  /** How many there were. */
  int started() {
    return started;
  }

  /** Lets one of them run on to its next call. */
  void stepAny(Random random) {
    int index = random.nextInt(running.size());
    Running<?> next = running.get(index);
    current = next.invocation;
    boolean ended = next.step();
    current = null;
    if (ended) {
      running.remove(index);
      next.finish();
    }
  }

  /** The invocation that is running right now; only from within one. */
  Invocation<?> current() {
    if (current == null) {
      throw new IllegalStateException("No invocation is running");
    }
    return current;
  }

  /** Milliseconds until the running invocation is ended. */
  int remainingMillis() {
    return (int) Duration.between(clock.instant(), current().deadline).toMillis();
  }
}
