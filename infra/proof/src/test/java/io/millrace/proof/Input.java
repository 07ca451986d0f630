// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.shared.batch.Reason;

/** One thing among those that come in together: an event, or why it is none. */
sealed interface Input {

  /** As it stands in its line or record. */
  String text();

  /** A good event, unless its time is too far away. */
  record Good(Samples.Event event, String text) implements Input {}

  /** A wrong one that only its position names. */
  record Wrong(Reason reason, String text) implements Input {}

  /** A wrong one of which source and id can be read all the same. */
  record WrongButNamed(Reason reason, String source, String id, String text) implements Input {}

  /** The announcement of a photo that nobody uploaded. */
  record Phantom(String id, java.time.Instant time, String text) implements Input {}

  /** Nothing, which is no input. */
  record Blank() implements Input {
    @Override
    public String text() {
      return " ";
    }
  }
}
