// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.photo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The plainest lossless WebP: no transform, no cache, every channel value a code of eight bits. It
 * compresses nothing, and every decoder reads it. Source: the WebP lossless bitstream
 * specification.
 */
final class LosslessWebp {

  private static final int SIGNATURE = 0x2f;
  private static final int SIZE_BITS = 14;

  /** Places of the lengths of code lengths 18 and 8 in the order in which the format sends them. */
  private static final int PLACE_OF_18 = 1;

  private static final int PLACE_OF_8 = 11;

  private static final int VALUES = 256;

  /**
   * Codes of the green alphabet behind the colours: lengths of back references, which occur nowhere
   * here.
   */
  private static final int BACK_REFERENCES = 24;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int pending;
  private int pendingBits;

  private LosslessWebp() {}

  static byte[] bytes(Picture picture, int width, int height) {
    byte[] stream = new LosslessWebp().stream(picture, width, height);
    int padded = stream.length + stream.length % 2;
    ByteBuffer file = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + padded);
    file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(stream.length);
    return file.put(stream).array();
  }

  private byte[] stream(Picture picture, int width, int height) {
    bits(SIGNATURE, 8);
    bits(width - 1, SIZE_BITS);
    bits(height - 1, SIZE_BITS);
    bits(0, 1); // alpha is not used
    bits(0, 3); // version
    bits(0, 1); // no transform
    bits(0, 1); // no colour cache
    bits(0, 1); // one group of codes for the whole image
    eightBitCodes(BACK_REFERENCES); // green
    eightBitCodes(0); // red
    eightBitCodes(0); // blue
    oneSymbol(255, 8); // alpha: opaque, sent in no bits at all
    oneSymbol(0, 1); // distance
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int argb = picture.argb(x, y);
        code(argb >> 8);
        code(argb >> 16);
        code(argb);
      }
    }
    if (pendingBits > 0) {
      bits(0, 8 - pendingBits);
    }
    return out.toByteArray();
  }

  /** Says that the first 256 symbols have codes of eight bits and the others none. */
  private void eightBitCodes(int others) {
    bits(0, 1); // a normal code
    bits(PLACE_OF_8 + 1 - 4, 4);
    for (int place = 0; place <= PLACE_OF_8; place++) {
      bits(place == PLACE_OF_18 || place == PLACE_OF_8 ? 1 : 0, 3);
    }
    bits(0, 1); // lengths for the whole alphabet
    for (int symbol = 0; symbol < VALUES; symbol++) {
      bits(0, 1); // length 8
    }
    if (others > 0) {
      bits(1, 1); // length 18: a run of zeros
      bits(others - 11, 7);
    }
  }

  private void oneSymbol(int symbol, int symbolBits) {
    bits(1, 1); // a simple code
    bits(0, 1); // of one symbol
    bits(symbolBits == 8 ? 1 : 0, 1);
    bits(symbol, symbolBits);
  }

  /** A canonical code of eight bits is the value itself, its highest bit first. */
  private void code(int value) {
    bits(Integer.reverse(value) >>> 24, 8);
  }

  private void bits(int value, int count) {
    for (int i = 0; i < count; i++) {
      pending |= (value >> i & 1) << pendingBits;
      pendingBits++;
      if (pendingBits == 8) {
        out.write(pending);
        pending = 0;
        pendingBits = 0;
      }
    }
  }
}
