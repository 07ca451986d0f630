// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.shared.batch.Outcome;
import java.util.List;

/**
 * Makes renditions of a photo. The same bytes and the same spec give the same outcome. Thread-safe;
 * memory is bounded by the spec's limits, which are checked before any pixel is decoded.
 */
@FunctionalInterface
interface ImageEngine {

  /**
   * Decodes a photo and makes its renditions: upright, in sRGB, transparency over white, as JPEG
   * without any metadata, one per distinct size, widest first, never larger than the photo.
   *
   * @return rejected as {@code MALFORMED_IMAGE}, {@code UNSUPPORTED_IMAGE} or {@code
   *     IMAGE_TOO_LARGE} when these bytes can never be rendered
   */
  Outcome<Renditions> render(byte[] original, Spec spec);

  /**
   * What sets its renditions apart from another engine's, such as {@code libvips-8.18.7}; it is
   * part of their keys. Empty for the portable engine, whose keys are older than the choice.
   */
  default String identity() {
    return "";
  }

  /**
   * What is wanted.
   *
   * @param longEdges wanted lengths of the longer edge in pixels, longest first, at least one
   * @param jpegQuality 1 to 100, on the scale of libjpeg
   */
  record Spec(List<Integer> longEdges, int jpegQuality, PhotoLimits limits) {

    public Spec {
      longEdges = List.copyOf(longEdges);
    }
  }

  /**
   * What came of it.
   *
   * @param width of the photo as seen, orientation applied; pixels
   * @param height as {@code width}
   * @param renditions widest first
   */
  record Renditions(int width, int height, List<Rendition> renditions) {

    public Renditions {
      renditions = List.copyOf(renditions);
    }
  }

  /**
   * One rendition.
   *
   * @param jpeg the file; not copied, not to be changed
   */
  // A carrier that is never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Rendition(int width, int height, byte[] jpeg) {}
}
