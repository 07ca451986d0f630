// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.shared.batch.Outcome;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine by libvips. Native code sees the pixels of JPEG, PNG and WebP and nothing else of a
 * file: headers, limits, metadata and profiles are read in Java before, and the other formats are
 * rendered by another engine. Decodes once, reduced as it is decoded where the format can; each
 * rendition is made from the one before it. One photo at a time, on one native thread.
 */
final class VipsEngine implements ImageEngine {

  private final Vips vips;
  private final ImageEngine others;

  /** Guarded by the library's lock. */
  private final Conversions conversions = new Conversions();

  /**
   * @param others renders the formats that native code is kept away from
   */
  VipsEngine(Vips vips, ImageEngine others) {
    this.vips = vips;
    this.others = others;
  }

  Vips vips() {
    return vips;
  }

  @Override
  public String identity() {
    return "libvips-" + vips.version();
  }

  @Override
  public Outcome<Renditions> render(byte[] original, Spec spec) {
    boolean ours =
        Format.of(original)
            .filter(f -> f == Format.JPEG || f == Format.PNG || f == Format.WEBP)
            .isPresent();
    if (!ours) {
      return others.render(original, spec);
    }
    vips.oneAtATime().lock();
    try {
      Header header = Header.of(original, spec.limits(), Decoding.LIBVIPS);
      return Outcome.accepted(rendered(header, spec));
    } catch (UnreadableException e) {
      return Outcome.rejected(e.reason(), e.detail());
    } finally {
      vips.oneAtATime().unlock();
    }
  }

  private Renditions rendered(Header header, Spec spec) throws UnreadableException {
    int width = header.orientation().width(header.width(), header.height());
    int height = header.orientation().height(header.width(), header.height());
    List<Size> sizes = Size.within(width, height, spec.longEdges());
    try (VipsScope scope = new VipsScope(vips)) {
      MemorySegment first = new VipsDecoding(scope, header, conversions).reduced(sizes.getFirst());
      return new Renditions(width, height, encoded(scope, first, sizes, spec.jpegQuality()));
    }
  }

  /** All that can be wrong with a file was found when its pixels were made: this does not fail. */
  private static List<Rendition> encoded(
      VipsScope scope, MemorySegment first, List<Size> sizes, int quality) {
    List<Rendition> renditions = new ArrayList<>();
    MemorySegment current = first;
    try {
      for (Size size : sizes) {
        if (size != sizes.getFirst()) {
          current = scope.inMemory(VipsDecoding.resized(scope, current, size));
        }
        VipsOperation save =
            scope
                .operation("jpegsave_buffer")
                .with("in", current)
                .with("Q", quality)
                .with("optimize_coding", "true")
                .with("subsample_mode", "on");
        VipsOperation bare =
            scope.vips().keeps() ? save.with("keep", "none") : save.with("strip", "true");
        renditions.add(new Rendition(size.width(), size.height(), bare.bytes()));
      }
    } catch (VipsException e) {
      throw new IllegalStateException("libvips does not write a JPEG from pixels in memory", e);
    }
    return renditions;
  }
}
