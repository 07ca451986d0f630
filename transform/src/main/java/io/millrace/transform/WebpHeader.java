// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks the chunks of a WebP to its end. Canvas and bitstream each have a size of their own; both
 * are checked. Source: RFC 9649.
 */
final class WebpHeader {

  private static final int CHUNKS_AT = 12;
  private static final int CHUNK_OVERHEAD = 8;
  private static final int LOSSLESS_SIGNATURE = 0x2f;
  private static final int ANIMATION = 0x02;
  private static final int EXIF_OR_XMP = 0x08 | 0x04;
  private static final int PROFILE = 0x20;

  /** The plugin reads ahead by up to 16 bytes; whatever needs more than these has no end. */
  private static final int PADDING = 64;

  private final Bytes riff;
  private final PhotoLimits limits;
  private final Decoding decoding;
  private final ByteArrayOutputStream decodable = new ByteArrayOutputStream();
  private Orientation orientation = Orientation.UPRIGHT;
  private byte[] profile = Profiles.NONE;
  private long canvasWidth;
  private long canvasHeight;
  private long width;
  private long height;

  private WebpHeader(Bytes riff, PhotoLimits limits, Decoding decoding) {
    this.riff = riff;
    this.limits = limits;
    this.decoding = decoding;
  }

  static Header read(byte[] file, PhotoLimits limits, Decoding decoding)
      throws UnreadableException {
    Bytes bytes = Bytes.littleEndian(file);
    WebpHeader header =
        new WebpHeader(bytes.slice(0, bytes.u32(4) + CHUNK_OVERHEAD), limits, decoding);
    header.walk();
    return header.result();
  }

  private void walk() throws UnreadableException {
    decodable.writeBytes(riff.copy(0, CHUNKS_AT));
    long at = CHUNKS_AT;
    while (at + CHUNK_OVERHEAD <= riff.length()) {
      long size = riff.u32(at + 4);
      Bytes body = riff.slice(at + CHUNK_OVERHEAD, size);
      byte[] chunk = riff.copy(at, CHUNK_OVERHEAD + size);
      if (riff.has(at, "VP8X")) {
        extended(body);
        chunk[CHUNK_OVERHEAD] &=
            (byte) ~(decoding == Decoding.JAVA ? EXIF_OR_XMP : EXIF_OR_XMP | PROFILE);
      } else if (riff.has(at, "VP8 ")) {
        picture(body.u16(6) & 0x3fff, body.u16(8) & 0x3fff);
      } else if (riff.has(at, "VP8L")) {
        if (body.u8(0) != LOSSLESS_SIGNATURE) {
          throw UnreadableException.malformed("A lossless WebP without its signature");
        }
        picture((body.u32(1) & 0x3fff) + 1, (body.u32(1) >> 14 & 0x3fff) + 1);
      } else if (riff.has(at, "EXIF")) {
        orientation = TiffDirectory.orientation(tiff(body));
      } else if (riff.has(at, "ICCP") && decoding != Decoding.JAVA) {
        profile = Profiles.of(body.copy(0, size), limits);
      }
      if (seen(at)) {
        decodable.writeBytes(chunk);
        decodable.writeBytes(new byte[(int) (size & 1)]);
      }
      at += CHUNK_OVERHEAD + size + (size & 1);
    }
  }

  private void extended(Bytes body) throws UnreadableException {
    if ((body.u8(0) & ANIMATION) != 0) {
      throw UnreadableException.unsupported("An animated WebP");
    }
    canvasWidth = body.u24(4) + 1L;
    canvasHeight = body.u24(7) + 1L;
  }

  private void picture(long codedWidth, long codedHeight) throws UnreadableException {
    if (width != 0) {
      throw UnreadableException.malformed("Two pictures in a WebP that is not animated");
    }
    width = codedWidth;
    height = codedHeight;
    if (canvasWidth != 0 && (canvasWidth != width || canvasHeight != height)) {
      throw UnreadableException.malformed("A WebP whose canvas is not as large as its picture");
    }
  }

  private Header result() throws UnreadableException {
    if (width == 0) {
      throw UnreadableException.malformed("A WebP without a picture");
    }
    Header.check(width, height, decoding.webpBytesPerPixel, limits);
    int size = decodable.size() - CHUNK_OVERHEAD;
    decodable.writeBytes(new byte[PADDING]);
    byte[] file = decodable.toByteArray();
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, size);
    return Header.plain(Format.WEBP, width, height, orientation, profile, file);
  }

  /** Whether the decoder is to see the chunk that stands here. */
  private boolean seen(long at) {
    boolean metadata = riff.has(at, "EXIF") || riff.has(at, "XMP ");
    return !metadata && (decoding == Decoding.JAVA || !riff.has(at, "ICCP"));
  }

  /** Some writers put JPEG's prefix before the TIFF structure. */
  private static Bytes tiff(Bytes exif) throws UnreadableException {
    return exif.has(0, "Exif\0\0") ? exif.slice(6, exif.length() - 6L) : exif;
  }
}
