// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.transform.Engines.Chosen;
import io.millrace.transform.Engines.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engines that can be tested on this machine. The portable one always; libvips where {@code
 * natives/fetch} could fetch it, or where {@value #PLACE} says. The build says which.
 */
final class EnginesHere {

  /** A system property: file or folder of another libvips to test. */
  static final String PLACE = "millrace.library";

  private static final Chosen PORTABLE = Engines.choose(Wanted.PORTABLE, "", Map.of());

  /** Once for the process: so is the library. */
  private static final Chosen BEST =
      Engines.choose(Wanted.AUTO, System.getProperty(PLACE, "natives/node_modules"), Map.of());

  static {
    System.out.println(
        libvips()
            .map(chosen -> "Engines tested: portable, " + chosen.name() + " of " + chosen.library())
            .orElse("Engines tested: portable only; " + BEST.why()));
  }

  private EnginesHere() {}

  static List<Chosen> all() {
    return libvips().map(chosen -> List.of(PORTABLE, chosen)).orElse(List.of(PORTABLE));
  }

  static Optional<Chosen> libvips() {
    return BEST.library().isEmpty() ? Optional.empty() : Optional.of(BEST);
  }
}
