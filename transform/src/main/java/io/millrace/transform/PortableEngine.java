// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.shared.batch.Outcome;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The engine that runs wherever Java does: decoders of ImageIO, everything else ours. Decodes once;
 * each rendition is made from the one before it.
 */
final class PortableEngine implements ImageEngine {

  /** Settings of the process: ImageIO keeps nothing on disk, and AWT looks for no screen. */
  PortableEngine() {
    System.setProperty("java.awt.headless", "true");
    ImageIO.setUseCache(false);
  }

  @Override
  public Outcome<Renditions> render(byte[] original, Spec spec) {
    try {
      Header header = Header.of(original, spec.limits(), Decoding.JAVA);
      return Outcome.accepted(rendered(header, spec));
    } catch (UnreadableException e) {
      return Outcome.rejected(e.reason(), e.detail());
    }
  }

  private static Renditions rendered(Header header, Spec spec) throws UnreadableException {
    Orientation orientation = header.orientation();
    int width = orientation.width(header.width(), header.height());
    int height = orientation.height(header.width(), header.height());
    List<Size> sizes = Size.within(width, height, spec.longEdges());
    Pixels current = first(header, sizes.getFirst());
    List<Rendition> renditions = new ArrayList<>();
    for (Size size : sizes) {
      current = Lanczos.resized(current, size.width(), size.height());
      renditions.add(
          new Rendition(
              size.width(), size.height(), JpegOutput.encoded(current, spec.jpegQuality())));
    }
    return new Renditions(width, height, renditions);
  }

  /** Decodes, reduces, then converts and turns what is left, upright and in sRGB. */
  private static Pixels first(Header header, Size size) throws UnreadableException {
    Orientation orientation = header.orientation();
    Raw raw = Decoder.decode(header);
    Pixels reduced =
        Lanczos.resized(
            raw.pixels(),
            orientation.width(size.width(), size.height()),
            orientation.height(size.width(), size.height()));
    return orientation.upright(
        Srgb.of(new Raw(reduced, raw.colour()), Conversion.of(header.profile())));
  }
}
