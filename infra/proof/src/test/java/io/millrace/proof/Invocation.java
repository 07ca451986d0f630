// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of a function, which stops before every call of a port until it is told to go on.
 * Only one runs at a time, so that a seed decides everything.
 */
final class Invocation<R> {

  final String name;

  /** When Lambda ends it. */
  final Instant deadline;

  private final Semaphore go = new Semaphore(0);
  private final Semaphore stopped = new Semaphore(0);
  private volatile boolean ended;
  private volatile @Nullable R answer;
  private volatile @Nullable Throwable broken;

  Invocation(String name, Instant deadline, Supplier<R> function) {
    this.name = name;
    this.deadline = deadline;
    Thread.ofVirtual().name(name).start(() -> run(function));
  }

  private void run(Supplier<R> function) {
    go.acquireUninterruptibly();
    try {
      answer = function.get();
    } catch (Death | RuntimeException e) {
      // To Lambda it is the same: the invocation failed.
      answer = null;
    } catch (Error e) {
      broken = e;
    } finally {
      ended = true;
      stopped.release();
    }
  }

  /** Runs on to the next call of a port, or to the end. */
  void step() {
    go.release();
    stopped.acquireUninterruptibly();
    if (broken != null) {
      throw new AssertionError("A handler may answer, throw or die, and nothing else", broken);
    }
  }

  /** Called from within, before a call of a port. */
  void pause() {
    stopped.release();
    go.acquireUninterruptibly();
  }

  boolean ended() {
    return ended;
  }

  /** What it answered, after the end; null when it threw or died. */
  @Nullable R answer() {
    return answer;
  }
}
