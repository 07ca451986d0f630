// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What runs and has to be closed, the last started first, all of it even when one fails;
 * thread-safe.
 */
final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(T part) {
    started.push(part);
    return part;
  }

  @Override
  @SuppressWarnings(
      "IllegalCatch") // AutoCloseable.close declares Exception, and the rest has to be closed
  // whatever comes
  public synchronized void close() {
    LocalCloudException failure = null;
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        LocalCloudException next =
            new LocalCloudException(
                part.getClass().getSimpleName() + " could not be closed: " + e.getMessage(), e);
        if (failure == null) {
          failure = next;
        } else {
          failure.addSuppressed(next);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
