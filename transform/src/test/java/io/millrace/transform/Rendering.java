// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.batch.Outcome.Rejected;
import io.millrace.shared.batch.Reason;
import io.millrace.transform.ImageEngine.Renditions;
import io.millrace.transform.ImageEngine.Spec;
import java.awt.image.BufferedImage;
import java.util.List;

/** Runs the engine as the stage does. */
final class Rendering {

  static final Spec SPEC = new Spec(List.of(1600, 800, 320), 80, PhotoLimits.DEFAULT);

  /** High quality, so that a test sees the colours and not the coding. */
  static final Spec FINE = new Spec(List.of(1600, 800, 320), 97, PhotoLimits.DEFAULT);

  private static final ImageEngine ENGINE = new PortableEngine();

  private Rendering() {}

  static Outcome<Renditions> outcome(byte[] photo, Spec spec) {
    return ENGINE.render(photo, spec);
  }

  static Renditions accepted(byte[] photo, Spec spec) {
    return switch (outcome(photo, spec)) {
      case Accepted<Renditions>(Renditions renditions) -> renditions;
      case Rejected<Renditions>(Reason reason, String detail) ->
          throw new AssertionError(reason + ": " + detail);
    };
  }

  static Renditions accepted(byte[] photo) {
    return accepted(photo, FINE);
  }

  /** The widest rendition, decoded. */
  static BufferedImage widest(byte[] photo) {
    return Pictures.read(accepted(photo).renditions().getFirst().jpeg());
  }

  static Rejected<Renditions> rejected(byte[] photo) {
    return switch (outcome(photo, SPEC)) {
      case Accepted<Renditions>(Renditions renditions) ->
          throw new AssertionError("accepted as " + renditions);
      case Rejected<Renditions> rejected -> rejected;
    };
  }
}
