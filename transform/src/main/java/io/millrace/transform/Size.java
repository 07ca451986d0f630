// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.util.List;

/** Width and height in pixels. */
record Size(int width, int height) {

  /**
   * The distinct sizes of a photo's renditions.
   *
   * @param edges longest first
   */
  static List<Size> within(int width, int height, List<Integer> edges) {
    return edges.stream().map(edge -> within(width, height, edge)).distinct().toList();
  }

  /** The size with at most this long edge, in the same proportion. */
  private static Size within(int width, int height, int edge) {
    int longer = Math.max(width, height);
    if (longer <= edge) {
      return new Size(width, height);
    }
    double scale = (double) edge / longer;
    return new Size(
        (int) Math.max(1, Math.round(width * scale)),
        (int) Math.max(1, Math.round(height * scale)));
  }
}
