// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.conformance;

/** How the local cloud keeps a rule. */
public enum Honoured {
  YES("yes"),
  /** Kept but for what the note says. */
  PARTLY("partly"),
  /** Not there, and refused with its name: nothing is taken that would not be kept. */
  REFUSED("refused by name");

  final String text;

  Honoured(String text) {
    this.text = text;
  }
}
