// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

/** What AWS bills for, in dollars; a table of prices stands behind it. */
public interface Prices {

  /** A gigabyte of memory for a second, on arm64. */
  double gigabyteSecond();

  double invocation();

  /**
   * A unit of a service.
   *
   * @param unit as the local cloud's meter names it, such as {@code WCU}
   * @return 0 for what is free
   */
  double unit(String unit);
}
