// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.priming.Priming;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that is made when it is first needed: one for what seldom happens costs most starts of a
 * function nothing. Thread-safe.
 */
public final class Later<T> implements Supplier<T> {

  private final Supplier<T> make;
  private volatile @Nullable T made;

  private Later(Supplier<T> make) {
    this.make = make;
  }

  /**
   * @param make called once
   */
  public static <T> Later<T> of(Supplier<T> make) {
    Later<T> later = new Later<>(make);
    if (Priming.underWay()) {
      // At once: whoever needs it may do so on a thread that does not know.
      later.get();
    }
    return later;
  }

  @Override
  public T get() {
    T there = made;
    return there == null ? first() : there;
  }

  private synchronized T first() {
    T there = made;
    if (there == null) {
      there = make.get();
      made = there;
    }
    return there;
  }
}
