// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.photo;

/**
 * Smooth and rough randomness as a function of the place: no state, no trigonometry, the same on
 * every machine.
 */
final class Noise {

  private final int seed;

  Noise(int seed) {
    this.seed = seed;
  }

  /** Value in 0 to 1 of a lattice point. */
  double at(int x, int y) {
    int hash = seed * 0x9E3779B1 + x * 0x85EBCA77 + y * 0xC2B2AE3D;
    hash = (hash ^ hash >>> 15) * 0x2C1B3C6D;
    hash = (hash ^ hash >>> 12) * 0x297A2D39;
    return ((hash ^ hash >>> 15) >>> 8) / (double) (1 << 24);
  }

  /** Value in 0 to 1 that changes smoothly between lattice points. */
  double smooth(double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double u = ease(x - left);
    double v = ease(y - top);
    double above = at(left, top) + u * (at(left + 1, top) - at(left, top));
    double below = at(left, top + 1) + u * (at(left + 1, top + 1) - at(left, top + 1));
    return above + v * (below - above);
  }

  /** Several octaves of smooth noise, in 0 to 1: the shape of hills and clouds. */
  double fractal(double x, double y, int octaves) {
    double sum = 0;
    double weight = 0.5;
    double total = 0;
    double scale = 1;
    for (int i = 0; i < octaves; i++) {
      sum += weight * smooth(x * scale, y * scale);
      total += weight;
      weight /= 2;
      scale *= 2;
    }
    return sum / total;
  }

  private static double ease(double t) {
    return t * t * (3 - 2 * t);
  }
}
