// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.photo;

/**
 * Hills behind a lake under a sky, with the grain of a sensor: photo-like in detail and in size as
 * a JPEG.
 */
final class Landscape implements Picture {

  private static final double SHORE = 0.68;
  private static final int RIDGES = 4;
  private static final double SUN_RADIUS = 0.045;
  private static final double GRAIN = 7;

  private final int width;
  private final int height;
  private final Light light;
  private final Noise noise;

  /** Heights of the ridges, the nearest first, by the column: they do not change within one. */
  private final double[][] ridges;

  /**
   * The light of the day.
   *
   * @param zenith colour of the sky at the top, 0xRRGGBB
   * @param horizon colour of the sky at the horizon
   * @param land colour of the nearest ridge
   * @param sunX place of the sun from left to right, in widths
   * @param sunY place of the sun from top to bottom, in heights
   */
  record Light(int zenith, int horizon, int land, double sunX, double sunY) {}

  Landscape(int width, int height, Light light, int seed) {
    this.width = width;
    this.height = height;
    this.light = light;
    this.noise = new Noise(seed);
    this.ridges = new double[RIDGES][width];
    for (int ridge = 0; ridge < RIDGES; ridge++) {
      double far = (double) ridge / RIDGES;
      for (int x = 0; x < width; x++) {
        double u = (double) x / height;
        double rise = noise.fractal(u * (3 + ridge) + 31 * ridge, ridge, 7) - 0.3;
        ridges[ridge][x] = SHORE - 0.02 - 0.30 * far - 0.24 * rise * (0.4 + far);
      }
    }
  }

  @Override
  public int argb(int x, int y) {
    double u = (double) x / height; // one unit is one height in both directions
    double v = (double) y / height;
    double[] color = v < SHORE ? above(u, v) : water(u, v);
    double grain = GRAIN * (noise.at(x, y) - 0.5);
    return Picture.rgb(color[0] + grain, color[1] + grain, color[2] + grain);
  }

  private double[] above(double u, double v) {
    int column = (int) Math.clamp(Math.round(u * height), 0L, width - 1L);
    for (int ridge = 0; ridge < RIDGES; ridge++) {
      if (v > ridges[ridge][column]) {
        double texture = 0.75 + 0.5 * noise.fractal(u * 40, v * 60 + ridge, 4);
        return mix(scaled(light.land(), texture), light.horizon(), 0.8 * ridge / RIDGES);
      }
    }
    return sky(u, v);
  }

  private double[] sky(double u, double v) {
    double[] sky = mix(scaled(light.zenith(), 1), light.horizon(), Math.min(1, v / 0.55));
    double cloud = noise.fractal(u * 3, v * 9, 6);
    double[] clouded = mix(sky, 0xffffff, Math.clamp((cloud - 0.52) * 3, 0, 0.7));
    double dx = u - light.sunX() * width / height;
    double dy = v - light.sunY();
    double distance = Math.sqrt(dx * dx + dy * dy);
    return mix(
        clouded,
        0xfff4d6,
        distance < SUN_RADIUS ? 1 : Math.max(0, 0.75 - (distance - SUN_RADIUS) * 3));
  }

  private double[] water(double u, double v) {
    double depth = v - SHORE;
    double ripple = 0.02 * depth * (noise.fractal(u * 25, v * 140, 4) - 0.5) * 12;
    double[] mirrored = above(u + ripple, Math.max(0, SHORE - depth * 1.4 - 0.001));
    return mix(mirrored, light.zenith(), 0.25 + 0.5 * depth);
  }

  private static double[] scaled(int color, double factor) {
    return new double[] {
      (color >> 16 & 0xff) * factor, (color >> 8 & 0xff) * factor, (color & 0xff) * factor
    };
  }

  private static double[] mix(double[] color, int other, double share) {
    double[] target = scaled(other, 1);
    double[] mixed = new double[color.length];
    for (int i = 0; i < color.length; i++) {
      mixed[i] = color[i] + share * (target[i] - color[i]);
    }
    return mixed;
  }
}
