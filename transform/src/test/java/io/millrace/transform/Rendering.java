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

/** Runs an engine as the stage does: tests of pictures run once for each engine that is here. */
final class Rendering {

  static final Spec SPEC = new Spec(List.of(1600, 800, 320), 80, PhotoLimits.DEFAULT);

  /** High quality, so that a test sees the colours and not the coding. */
  static final Spec FINE = new Spec(List.of(1600, 800, 320), 97, PhotoLimits.DEFAULT);

  private final Engines.Chosen chosen;

  private Rendering(Engines.Chosen chosen) {
    this.chosen = chosen;
  }

  static List<Rendering> all() {
    return EnginesHere.all().stream().map(Rendering::new).toList();
  }

  ImageEngine engine() {
    return chosen.engine();
  }

  boolean isLibvips() {
    return !chosen.library().isEmpty();
  }

  @Override
  public String toString() {
    return chosen.name();
  }

  Outcome<Renditions> outcome(byte[] photo, Spec spec) {
    return engine().render(photo, spec);
  }

  Renditions accepted(byte[] photo, Spec spec) {
    return switch (outcome(photo, spec)) {
      case Accepted<Renditions>(Renditions renditions) -> renditions;
      case Rejected<Renditions>(Reason reason, String detail) ->
          throw new AssertionError(reason + ": " + detail);
    };
  }

  Renditions accepted(byte[] photo) {
    return accepted(photo, FINE);
  }

  /** The widest rendition, decoded. */
  BufferedImage widest(byte[] photo) {
    return Pictures.read(accepted(photo).renditions().getFirst().jpeg());
  }

  Rejected<Renditions> rejected(byte[] photo) {
    return switch (outcome(photo, SPEC)) {
      case Accepted<Renditions>(Renditions renditions) ->
          throw new AssertionError("accepted as " + renditions);
      case Rejected<Renditions> rejected -> rejected;
    };
  }
}
