// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

/** Exit codes of every command. */
final class Exit {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private Exit() {}
}
