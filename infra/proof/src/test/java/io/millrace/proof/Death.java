// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

/** An execution environment is gone in the middle of its work. No stage may catch this. */
final class Death extends Error {

  private static final long serialVersionUID = 1L;

  Death(String why) {
    super(why, null, false, false);
  }
}
