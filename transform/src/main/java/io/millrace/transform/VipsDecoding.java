// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.transform.Raw.Colour;
import java.lang.foreign.MemorySegment;

/** From the bytes of a photo to its first, widest rendition: upright, sRGB, opaque, in memory. */
final class VipsDecoding {

  /** {@code VipsBandFormat} of 8-bit samples. */
  private static final int UCHAR = 0;

  private static final int MAX_JPEG_SHRINK = 8;

  /** How far a WebP is left larger than wanted, so that it is Lanczos that reduces it. */
  private static final double WEBP_RESERVE = 2;

  private final VipsScope scope;
  private final Header header;
  private final Conversions conversions;

  VipsDecoding(VipsScope scope, Header header, Conversions conversions) {
    this.scope = scope;
    this.header = header;
    this.conversions = conversions;
  }

  /**
   * @param size as seen, no larger than the photo
   */
  MemorySegment reduced(Size size) throws UnreadableException {
    Orientation orientation = header.orientation();
    int width = orientation.width(size.width(), size.height());
    int height = orientation.height(size.width(), size.height());
    Size stored = new Size(width, height);
    try {
      MemorySegment opaque = opaque(eightBits(loaded(stored)));
      MemorySegment reduced = scope.inMemory(resized(scope, opaque, stored));
      return upright(srgb(reduced));
    } catch (VipsException e) {
      throw UnreadableException.malformed(
          "The " + header.format() + " decoder gave up: " + e.firstLine());
    }
  }

  private MemorySegment loaded(Size wanted) throws VipsException, UnreadableException {
    double times =
        Math.min(
            (double) header.width() / wanted.width(), (double) header.height() / wanted.height());
    MemorySegment blob = scope.blob(header.decodable());
    VipsOperation load =
        switch (header.format()) {
          case JPEG ->
              scope
                  .operation("jpegload_buffer")
                  .with("shrink", Math.min(MAX_JPEG_SHRINK, Integer.highestOneBit((int) times)));
          case PNG -> scope.operation("pngload_buffer");
          default ->
              scope.operation("webpload_buffer").with("scale", Math.min(1, WEBP_RESERVE / times));
        };
    MemorySegment image =
        load.with("buffer", blob).with("access", "sequential").with("fail_on", "warning").image();
    checkSize(image, header.format() == Format.PNG ? 1 : times);
    return image;
  }

  /** The library reads the header once more; what it decodes must be what was checked. */
  private void checkSize(MemorySegment image, double mostTimes) throws UnreadableException {
    int width = scope.vips().width(image);
    int height = scope.vips().height(image);
    boolean larger = width > header.width() || height > header.height();
    boolean smaller =
        width < Math.floor(header.width() / mostTimes)
            || height < Math.floor(header.height() / mostTimes);
    if (larger || smaller) {
      throw UnreadableException.malformed("A " + header.format() + " with two sizes");
    }
  }

  private MemorySegment eightBits(MemorySegment image) throws VipsException {
    if (scope.vips().format(image) == UCHAR) {
      return image;
    }
    boolean grey = scope.vips().bands(image) <= 2;
    return scope
        .operation("colourspace")
        .with("in", image)
        .with("space", grey ? "b-w" : "srgb")
        .image();
  }

  /** Over white. */
  private MemorySegment opaque(MemorySegment image) throws VipsException {
    int bands = scope.vips().bands(image);
    boolean alpha = bands == 2 || (bands == 4 && header.format() != Format.JPEG);
    return alpha
        ? scope.operation("flatten").with("in", image).with("background", "255").image()
        : image;
  }

  static MemorySegment resized(VipsScope scope, MemorySegment image, Size size)
      throws VipsException {
    int width = scope.vips().width(image);
    int height = scope.vips().height(image);
    if (width == size.width() && height == size.height()) {
      return image;
    }
    return scope
        .operation("resize")
        .with("in", image)
        .with("scale", (double) size.width() / width)
        .with("vscale", (double) size.height() / height)
        .image();
  }

  /**
   * Colours of a profile, and ink, are converted in Java, by what the other engine converts them
   * with: the same colours from either.
   */
  private MemorySegment srgb(MemorySegment image) throws VipsException {
    int bands = scope.vips().bands(image);
    boolean managed = header.profile().length > 0 && !SrgbProfile.matches(header.profile());
    if (bands == 4 || managed) {
      Raw raw = new Raw(scope.pixels(image), colour(bands));
      return scope.image(Srgb.of(raw, conversions.of(header.profile())));
    }
    return bands == 3
        ? image
        : scope.operation("colourspace").with("in", image).with("space", "srgb").image();
  }

  /** Of samples as the library has them: RGB, and ink inverted, whether it was or not. */
  private Colour colour(int bands) {
    return switch (bands) {
      case 1 -> Colour.GREY;
      case 3 -> Colour.RGB;
      default -> header.colour() == Colour.CMYK ? Colour.INVERTED_CMYK : Colour.CMYK;
    };
  }

  private MemorySegment upright(MemorySegment image) throws VipsException {
    MemorySegment turned =
        switch (header.orientation()) {
          case UPRIGHT -> image;
          case MIRRORED -> flipped(image, "horizontal");
          case UPSIDE_DOWN -> rotated(image, "d180");
          case FLIPPED -> flipped(image, "vertical");
          case TRANSPOSED -> flipped(rotated(image, "d90"), "horizontal");
          case ON_ITS_LEFT -> rotated(image, "d90");
          case TRANSVERSED -> flipped(rotated(image, "d90"), "vertical");
          case ON_ITS_RIGHT -> rotated(image, "d270");
        };
    return turned.equals(image) ? image : scope.inMemory(turned);
  }

  private MemorySegment flipped(MemorySegment image, String direction) throws VipsException {
    return scope.operation("flip").with("in", image).with("direction", direction).image();
  }

  private MemorySegment rotated(MemorySegment image, String angle) throws VipsException {
    return scope.operation("rot").with("in", image).with("angle", angle).image();
  }
}
