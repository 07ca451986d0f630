// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.util.Arrays;

/**
 * Resamples by a Lanczos filter of three lobes, one axis after the other, in fixed point. Both
 * passes run down the rows, so that the inner loops go along contiguous memory and the compiler
 * makes vectors of them; the picture is turned in between.
 *
 * <p>It keeps a constant picture constant, and the mirrored picture gives the mirrored result, to
 * the bit. Memory: twice the picture with one axis resampled.
 */
final class Lanczos {

  private static final int LOBES = 3;
  private static final int BLOCK = 16;
  private static final int STRIPE = 2_048;

  /** Weights of 14 bits and samples of 8 leave room for the filter's overshoot in an int. */
  private static final int FRACTION_BITS = 14;

  private static final int ONE = 1 << FRACTION_BITS;

  private Lanczos() {}

  static Pixels resized(Pixels in, int width, int height) {
    Pixels result = in;
    if (height != in.height()) {
      byte[] rows = down(in.data(), in.width() * in.bands(), in.height(), height);
      result = new Pixels(in.width(), height, in.bands(), rows);
    }
    if (width != in.width()) {
      byte[] turned = turned(result);
      byte[] columns = down(turned, height * in.bands(), in.width(), width);
      result = turnedBack(columns, width, height, in.bands());
    }
    return result;
  }

  /** Resamples {@code in} rows of {@code length} samples to {@code out} rows. */
  private static byte[] down(byte[] data, int length, int in, int out) {
    Weights weights = Weights.of(in, out);
    byte[] result = new byte[Math.multiplyExact(length, out)];
    for (int left = 0; left < length; left += STRIPE) {
      stripe(data, result, length, left, Math.min(STRIPE, length - left), weights);
    }
    return result;
  }

  /** A stripe so narrow that the rows under the filter stay in the processor's cache. */
  private static void stripe(
      byte[] data, byte[] result, int length, int left, int width, Weights weights) {
    int[][] ring = new int[weights.longest()][width];
    int[] sums = new int[width];
    int read = 0;
    for (int row = 0; row < weights.taps.length; row++) {
      int[] taps = weights.taps[row];
      int first = weights.first[row];
      for (; read < first + taps.length; read++) {
        widen(data, read * length + left, ring[read % ring.length]);
      }
      Arrays.fill(sums, ONE / 2);
      int tap = 0;
      // Four at a time, so that the sums are loaded and stored a quarter as often.
      for (; tap + 4 <= taps.length; tap += 4) {
        add(
            sums,
            ring[(first + tap) % ring.length],
            ring[(first + tap + 1) % ring.length],
            ring[(first + tap + 2) % ring.length],
            ring[(first + tap + 3) % ring.length],
            taps[tap],
            taps[tap + 1],
            taps[tap + 2],
            taps[tap + 3]);
      }
      for (; tap < taps.length; tap++) {
        add(sums, ring[(first + tap) % ring.length], taps[tap]);
      }
      store(sums, result, row * length + left);
    }
  }

  /** Bytes to ints, once a row: the compiler makes vectors of ints only. */
  private static void widen(byte[] data, int from, int[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = data[from + i] & 0xff;
    }
  }

  private static void add(
      int[] sums, int[] row0, int[] row1, int[] row2, int[] row3, int t0, int t1, int t2, int t3) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += t0 * row0[i] + t1 * row1[i] + t2 * row2[i] + t3 * row3[i];
    }
  }

  private static void add(int[] sums, int[] row, int tap) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += tap * row[i];
    }
  }

  private static void store(int[] sums, byte[] result, int from) {
    for (int i = 0; i < sums.length; i++) {
      int sample = sums[i] >> FRACTION_BITS;
      // Overshoot is rare.
      result[from + i] = (byte) ((sample & ~0xff) == 0 ? sample : sample < 0 ? 0 : 0xff);
    }
  }

  /** Columns become rows, each with its bands one behind the other. */
  private static byte[] turned(Pixels in) {
    int bands = in.bands();
    int height = in.height();
    byte[] from = in.data();
    byte[] to = new byte[from.length];
    for (int top = 0; top < height; top += BLOCK) {
      int bottom = Math.min(height, top + BLOCK);
      for (int x = 0; x < in.width(); x++) {
        for (int band = 0; band < bands; band++) {
          int out = (x * bands + band) * height;
          for (int y = top; y < bottom; y++) {
            to[out + y] = from[(y * in.width() + x) * bands + band];
          }
        }
      }
    }
    return to;
  }

  private static Pixels turnedBack(byte[] from, int width, int height, int bands) {
    byte[] to = new byte[from.length];
    for (int left = 0; left < width; left += BLOCK) {
      int right = Math.min(width, left + BLOCK);
      for (int y = 0; y < height; y++) {
        for (int band = 0; band < bands; band++) {
          int out = y * width * bands + band;
          for (int x = left; x < right; x++) {
            to[out + x * bands] = from[(x * bands + band) * height + y];
          }
        }
      }
    }
    return new Pixels(width, height, bands, to);
  }

  /**
   * What each result is made of.
   *
   * @param first of each result the first sample taken
   * @param taps of each result the weights from there on; they add up to {@link #ONE}
   */
  // A carrier that is never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Weights(int[] first, int[][] taps) {

    static Weights of(int in, int out) {
      int[] first = new int[out];
      int[][] taps = new int[out][];
      for (int i = 0; i < (out + 1) / 2; i++) {
        // Exactly the middle for the middle result, so that its weights are symmetric.
        double centre = (2L * i + 1) * in / (2.0 * out) - 0.5;
        double stretch = Math.max(1, (double) in / out);
        int mirror = out - 1 - i;
        first[i] = Math.max(0, (int) Math.ceil(centre - LOBES * stretch));
        int last = Math.min(in - 1, (int) Math.floor(centre + LOBES * stretch));
        if (mirror == i) {
          last = in - 1 - first[i];
        }
        taps[i] = taps(centre, stretch, first[i], last);
        // The other half is this one in the mirror, to the bit.
        first[mirror] = in - 1 - last;
        taps[mirror] = reversed(taps[i]);
      }
      return new Weights(first, taps);
    }

    int longest() {
      int longest = 0;
      for (int[] row : taps) {
        longest = Math.max(longest, row.length);
      }
      return longest;
    }

    private static int[] taps(double centre, double stretch, int first, int last) {
      double[] exact = new double[last - first + 1];
      double sum = 0;
      for (int i = 0; i < exact.length; i++) {
        exact[i] = lanczos((first + i - centre) / stretch);
        sum += exact[i];
      }
      int[] taps = new int[exact.length];
      int rest = ONE;
      for (int i = 0; i < exact.length; i++) {
        taps[i] = (int) Math.round(exact[i] / sum * ONE);
        rest -= taps[i];
      }
      // What rounding left goes to the two taps around the centre, half and half: of a symmetric
      // row they are the middle, and if that is two taps then the rest is even, for all are pairs.
      int before = Math.max(0, (int) Math.floor(centre - first));
      int after = Math.min(taps.length - 1, (int) Math.ceil(centre - first));
      taps[before] += rest / 2;
      taps[after] += rest - rest / 2;
      return taps;
    }

    private static double lanczos(double x) {
      if (x == 0) {
        return 1;
      }
      if (Math.abs(x) >= LOBES) {
        return 0;
      }
      double angle = Math.PI * x;
      return LOBES * Math.sin(angle) * Math.sin(angle / LOBES) / (angle * angle);
    }

    private static int[] reversed(int[] taps) {
      int[] reversed = new int[taps.length];
      for (int i = 0; i < taps.length; i++) {
        reversed[i] = taps[taps.length - 1 - i];
      }
      return reversed;
    }
  }
}
