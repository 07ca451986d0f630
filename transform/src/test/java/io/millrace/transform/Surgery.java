// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Cuts files open and puts things in, or builds them byte by byte. */
final class Surgery {

  private Surgery() {}

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A JPEG with a further segment behind its first marker. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[]... payload) {
    byte[] body = joined(payload);
    byte[] head = {
      (byte) 0xff, (byte) marker, (byte) ((body.length + 2) >> 8), (byte) (body.length + 2)
    };
    return joined(Arrays.copyOf(jpeg, 2), head, body, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  static byte[] withExif(byte[] jpeg, byte[] exif) {
    return withSegment(jpeg, 0xe1, ascii("Exif\0\0"), exif);
  }

  static byte[] withProfile(byte[] jpeg, byte[] icc) {
    return withSegment(jpeg, 0xe2, ascii("ICC_PROFILE\0\1\1"), icc);
  }

  /** As Adobe marks its JPEGs; the transform is 0 for none, 1 for YCbCr, 2 for YCCK. */
  static byte[] withAdobe(byte[] jpeg, int transform) {
    return withSegment(
        jpeg, 0xee, ascii("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, (byte) transform});
  }

  /** An Exif block with nothing but the orientation. */
  static byte[] exif(int orientation, ByteOrder order) {
    return ByteBuffer.allocate(26)
        .order(order)
        .put(ascii(order == ByteOrder.BIG_ENDIAN ? "MM" : "II"))
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  static byte[] chunk(String name, byte[] body) {
    byte[] named = joined(ascii(name), body);
    CRC32 crc = new CRC32();
    crc.update(named);
    return ByteBuffer.allocate(body.length + 12)
        .putInt(body.length)
        .put(named)
        .putInt((int) crc.getValue())
        .array();
  }

  /** A PNG with a further chunk behind its header. */
  static byte[] withChunk(byte[] png, String name, byte[] body) {
    int at = 33;
    return joined(
        Arrays.copyOf(png, at), chunk(name, body), Arrays.copyOfRange(png, at, png.length));
  }

  static byte[] deflated(byte[] data) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(9))) {
      out.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** A PNG of one bit a pixel, all black, of any size: rows that are packed as they are made. */
  static byte[] monochrome(int width, int height) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(9))) {
      byte[] row = new byte[1 + (width + 7) / 8];
      for (int y = 0; y < height; y++) {
        out.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {1, 0, 0, 0, 0})
            .array();
    return joined(
        ascii("\u0089PNG\r\n\u001a\n"),
        chunk("IHDR", header),
        chunk("IDAT", packed.toByteArray()),
        chunk("IEND", new byte[0]));
  }

  /** A lossless WebP, as it stands, in the extended form with a profile. */
  static byte[] webpWithProfile(byte[] webp, int width, int height, byte[] icc) {
    byte[] canvas = {0x20, 0, 0, 0, (byte) (width - 1), 0, 0, (byte) (height - 1), 0, 0};
    byte[] chunks =
        joined(
            ascii("WEBP"),
            riffChunk("VP8X", canvas),
            riffChunk("ICCP", icc),
            Arrays.copyOfRange(webp, 12, webp.length));
    return riffChunk("RIFF", chunks);
  }

  private static byte[] riffChunk(String name, byte[] body) {
    return ByteBuffer.allocate(8 + body.length + (body.length & 1))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii(name))
        .putInt(body.length)
        .put(body)
        .array();
  }

  static byte[] tiff(int width, int height, int samples, byte[] pixels, Map<Integer, Long> more) {
    return tiff(width, height, samples, pixels, more, new byte[0]);
  }

  /**
   * An uncompressed TIFF of one strip; {@code more} holds further tags with whole numbers, the
   * profile may be empty.
   */
  static byte[] tiff(
      int width, int height, int samples, byte[] pixels, Map<Integer, Long> more, byte[] profile) {
    TreeMap<Integer, Long> tags = new TreeMap<>();
    tags.put(256, (long) width);
    tags.put(257, (long) height);
    tags.put(259, 1L);
    tags.put(262, samples == 1 ? 1L : samples == 4 ? 5L : 2L);
    tags.put(277, (long) samples);
    tags.put(278, (long) height);
    tags.put(279, (long) pixels.length);
    tags.putAll(more);
    int entries = tags.size() + (profile.length == 0 ? 2 : 3);
    int bitsAt = 8 + 2 + entries * 12 + 4;
    int pixelsAt = bitsAt + samples * 2;
    tags.putIfAbsent(273, (long) pixelsAt);
    tags.putIfAbsent(258, -1L);
    int profileAt = pixelsAt + pixels.length;
    ByteBuffer file =
        ByteBuffer.allocate(profileAt + profile.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("II*\0")).putInt(8).putShort((short) entries);
    tags.forEach(
        (tag, value) -> {
          boolean bits = tag == 258 && value < 0;
          boolean inline = samples <= 2;
          boolean isLong = tag == 273 || tag == 279 || value > 0xffff;
          file.putShort(tag.shortValue()).putShort((short) (isLong ? 4 : 3));
          file.putInt(bits ? samples : 1);
          file.putInt(bits ? inline ? 0x00080008 : bitsAt : value.intValue());
        });
    if (profile.length > 0) {
      file.putShort((short) 34675).putShort((short) 7).putInt(profile.length).putInt(profileAt);
    }
    file.putInt(0);
    for (int i = 0; i < samples; i++) {
      file.putShort((short) 8);
    }
    return file.put(pixels).put(profile).array();
  }
}
