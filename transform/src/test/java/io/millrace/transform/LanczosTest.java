// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The laws of the resampler. */
final class LanczosTest {

  private static final int LOBES = 3;

  @Property(tries = 300)
  void constantPicture_staysConstant(
      @ForAll @IntRange(max = 255) int value,
      @ForAll @IntRange(min = 1, max = 200) int width,
      @ForAll @IntRange(min = 1, max = 200) int height,
      @ForAll @IntRange(min = 1, max = 120) int newWidth,
      @ForAll @IntRange(min = 1, max = 120) int newHeight) {
    byte[] data = new byte[width * height * 3];
    Arrays.fill(data, (byte) value);
    Pixels resized = Lanczos.resized(new Pixels(width, height, 3, data), newWidth, newHeight);
    assertThat(resized.width()).isEqualTo(newWidth);
    assertThat(resized.height()).isEqualTo(newHeight);
    for (byte sample : resized.data()) {
      assertThat(sample).isEqualTo((byte) value);
    }
  }

  @Property(tries = 300)
  void mirroredPicture_givesTheMirroredResult(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 90) int width,
      @ForAll @IntRange(min = 1, max = 90) int height,
      @ForAll @IntRange(min = 1, max = 90) int newWidth,
      @ForAll @IntRange(min = 1, max = 90) int newHeight,
      @ForAll @IntRange(min = 1, max = 4) int bands) {
    Pixels noise = noise(new Random(seed), width, height, bands);
    Pixels resized = Lanczos.resized(noise, newWidth, newHeight);
    assertThat(Lanczos.resized(mirrored(noise), newWidth, newHeight).data())
        .isEqualTo(mirrored(resized).data());
  }

  @Test
  void everyPairOfLengths_isSymmetric() {
    for (int in = 1; in <= 130; in++) {
      Pixels noise = noise(new Random(in), in, 1, 1);
      for (int out = 1; out <= 130; out++) {
        Pixels resized = Lanczos.resized(noise, out, 1);
        assertThat(Lanczos.resized(mirrored(noise), out, 1).data())
            .as("%s to %s", in, out)
            .isEqualTo(mirrored(resized).data());
      }
    }
  }

  @Property(tries = 60)
  void result_isTheFilterOfTheTextbook(
      @ForAll long seed,
      @ForAll @IntRange(min = 20, max = 160) int width,
      @ForAll @IntRange(min = 20, max = 160) int height,
      @ForAll @IntRange(min = 5, max = 100) int newWidth,
      @ForAll @IntRange(min = 5, max = 100) int newHeight) {
    Pixels scene = scene(new Random(seed), width, height);
    assertThat(
            psnr(
                Lanczos.resized(scene, newWidth, newHeight).data(),
                textbook(scene, newWidth, newHeight)))
        .isGreaterThan(50);
  }

  @Test
  void pictureOfTheSameSize_isItself() {
    Pixels noise = noise(new Random(1), 31, 17, 3);
    assertThat(Lanczos.resized(noise, 31, 17)).isSameAs(noise);
  }

  @Test
  void bandsDoNotMix() {
    Pixels noise = noise(new Random(2), 40, 30, 3);
    byte[] red = new byte[40 * 30];
    for (int i = 0; i < red.length; i++) {
      red[i] = noise.data()[i * 3];
    }
    byte[] alone = Lanczos.resized(new Pixels(40, 30, 1, red), 13, 11).data();
    byte[] among = Lanczos.resized(noise, 13, 11).data();
    for (int i = 0; i < alone.length; i++) {
      assertThat(among[i * 3]).isEqualTo(alone[i]);
    }
  }

  private static Pixels noise(Random random, int width, int height, int bands) {
    byte[] data = new byte[width * height * bands];
    random.nextBytes(data);
    return new Pixels(width, height, bands, data);
  }

  /** Waves, edges and some noise, as photos have them. */
  private static Pixels scene(Random random, int width, int height) {
    byte[] data = new byte[width * height * 3];
    double fx = random.nextDouble() * 0.6;
    double fy = random.nextDouble() * 0.6;
    for (int i = 0; i < data.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      double wave = 128 + 70 * Math.sin(fx * x + i % 3) * Math.cos(fy * y);
      double edge = x > width / 2 ? 25 : -25;
      data[i] = (byte) Math.clamp(Math.round(wave + edge + random.nextInt(9)), 0, 255);
    }
    return new Pixels(width, height, 3, data);
  }

  private static Pixels mirrored(Pixels in) {
    byte[] data = new byte[in.data().length];
    int bands = in.bands();
    int pixels = in.width() * in.height();
    for (int i = 0; i < pixels; i++) {
      System.arraycopy(in.data(), i * bands, data, (pixels - 1 - i) * bands, bands);
    }
    return new Pixels(in.width(), in.height(), bands, data);
  }

  /** The same in plain double precision, pixel by pixel, rounded once at the end. */
  private static double[] textbook(Pixels in, int width, int height) {
    double[] result = new double[width * height * 3];
    for (int y = 0; y < height; y++) {
      double[] down = weights(in.height(), height, y);
      for (int x = 0; x < width; x++) {
        double[] across = weights(in.width(), width, x);
        for (int band = 0; band < 3; band++) {
          double sum = 0;
          for (int v = 0; v < down.length; v++) {
            for (int u = 0; u < across.length && down[v] != 0; u++) {
              if (across[u] != 0) {
                sum += down[v] * across[u] * (in.data()[(v * in.width() + u) * 3 + band] & 0xff);
              }
            }
          }
          result[(y * width + x) * 3 + band] = Math.clamp(sum, 0, 255);
        }
      }
    }
    return result;
  }

  private static double[] weights(int in, int out, int at) {
    double stretch = Math.max(1, (double) in / out);
    double centre = (at + 0.5) * in / out - 0.5;
    double[] weights = new double[in];
    double sum = 0;
    for (int i = 0; i < in; i++) {
      double x = (i - centre) / stretch;
      weights[i] = Math.abs(x) < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
      sum += weights[i];
    }
    for (int i = 0; i < in; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double psnr(byte[] seen, double[] exact) {
    double squares = 0;
    for (int i = 0; i < exact.length; i++) {
      double error = (seen[i] & 0xff) - exact[i];
      squares += error * error;
    }
    return 10 * Math.log10(255 * 255 / (squares / exact.length));
  }
}
