// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.port.Gate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Every call of every port of every stage comes by here: it waits its turn and meets its fate. */
final class WorldGate implements Gate {

  private final Invocations invocations;
  private final VirtualClock clock;
  private final FaultScript faults;
  private final Map<String, Integer> met = new TreeMap<>();
  private final Map<String, Integer> calls = new TreeMap<>();

  WorldGate(Invocations invocations, VirtualClock clock, FaultScript faults) {
    this.invocations = invocations;
    this.clock = clock;
    this.faults = faults;
  }

  @Override
  public <T> T call(String what, Supplier<T> effect) {
    return callPartly(what, effect, () -> failed(what));
  }

  /**
   * As {@link Gate#call}, for a call that can happen in part.
   *
   * @param part does some of it, before the call fails
   */
  <T> T call(String what, Supplier<T> effect, Runnable part) {
    return callPartly(
        what,
        effect,
        () -> {
          part.run();
          return failed(what);
        });
  }

  /**
   * As {@link Gate#call}, for a call whose partial success looks like success at first.
   *
   * @param part what it answers then
   */
  <T> T callPartly(String what, Supplier<T> effect, Supplier<T> part) {
    return switch (arrive(what)) {
      case NONE -> effect.get();
      case UNAVAILABLE -> failed(what);
      case REFUSED -> throw new IllegalStateException("simulated: access denied at " + what);
      case TIMED_OUT -> {
        var _ = effect.get();
        yield failed(what);
      }
      case PARTLY -> part.get();
      case DEATH_BEFORE -> throw new Death("before " + what);
      case DEATH_AFTER -> {
        var _ = effect.get();
        throw new Death("after " + what);
      }
    };
  }

  private static <T> T failed(String what) {
    throw new UnavailableException("simulated: " + what + " failed");
  }

  /** Waits for its turn and takes what the script has for it. */
  private Misfortune arrive(String what) {
    Invocation<?> invocation = invocations.current();
    invocation.pause();
    if (!clock.instant().isBefore(invocation.deadline)) {
      throw new Death("timed out at " + what);
    }
    Misfortune kind = faults.next(what);
    calls.merge(what, 1, Integer::sum);
    if (kind != Misfortune.NONE) {
      met.merge(kind + " " + what, 1, Integer::sum);
    }
    return kind;
  }

  /** How often each operation was called. */
  Map<String, Integer> calls() {
    return calls;
  }

  /** The misfortunes so far, by kind and operation. */
  Map<String, Integer> met() {
    return met;
  }
}
