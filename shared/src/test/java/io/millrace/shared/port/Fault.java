// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import io.millrace.shared.batch.UnavailableException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Supplier;

/** A script of bad luck for a twin: what happens to its next calls. Thread-safe. */
public final class Fault {

  /** What happens to one call. */
  public enum Kind {
    /** It succeeds. */
    NONE,
    /** It fails and has no effect. */
    BEFORE,
    /** It fails although it had its effect, as after a time-out. */
    AFTER
  }

  private final Deque<Kind> script = new ArrayDeque<>();

  /** Appends to the script; behind its end every call succeeds. */
  public synchronized void next(Kind... kinds) {
    script.addAll(Arrays.asList(kinds));
  }

  /** Runs one call of the twin under the script. */
  public void around(String what, Runnable effect) {
    calling(
        what,
        () -> {
          effect.run();
          return what;
        });
  }

  /** As {@link #around}, for a call with an answer. */
  public <T> T calling(String what, Supplier<T> call) {
    Kind kind = take();
    if (kind == Kind.BEFORE) {
      throw new UnavailableException("scripted: before " + what);
    }
    T answer = call.get();
    if (kind == Kind.AFTER) {
      throw new UnavailableException("scripted: after " + what);
    }
    return answer;
  }

  private synchronized Kind take() {
    return script.isEmpty() ? Kind.NONE : script.poll();
  }
}
