// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.function;

/** A program that never ends and never looks up. */
public final class HangingMain {
  private HangingMain() {}

  @SuppressWarnings("InfiniteLoop") // That it does not end by itself is the point.
  public static void main(String[] arguments) {
    System.out.println("running");
    while (true) {
      Thread.onSpinWait();
    }
  }
}
