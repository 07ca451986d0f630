// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.conformance;

/** How the local cloud keeps a rule. */
public enum Honoured {
  YES("yes"),
  /** Kept but for what the note says. */
  PARTLY("partly"),
  /** Taken, so that a template stays what it is, and without effect here; {@code up} lists it. */
  WITHOUT_EFFECT("without local effect"),
  /** Not there, and refused with its name: nothing is taken that would not be kept. */
  REFUSED("refused by name");

  final String text;

  Honoured(String text) {
    this.text = text;
  }
}
