// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.samples.Traffic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** The events of a run: traffic of now, poison among it, and the markers. One thread. */
final class LoadTraffic implements OpenLoop.Source {

  private static final double MILLE = 1_000;

  private final Traffic traffic;
  private final double poisonPerMille;
  private final Random random;
  private final Instant began;
  private final Markers markers;

  LoadTraffic(Traffic traffic, double poisonPerMille, long seed, Instant began, Markers markers) {
    this.traffic = traffic;
    this.poisonPerMille = poisonPerMille;
    this.random = new Random(seed);
    this.began = began;
    this.markers = markers;
  }

  @Override
  public OpenLoop.Made event(long number, long dueNanos) {
    if (markers.isNext(dueNanos)) {
      Marker marker = markers.make(dueNanos);
      return new OpenLoop.Made(
          traffic.marker(Marker.SOURCE, marker.eventId(), marker.type(), marker.time()), false);
    }
    if (random.nextDouble() * MILLE < poisonPerMille) {
      return new OpenLoop.Made(traffic.poison(), true);
    }
    Instant time = began.plusNanos(dueNanos).truncatedTo(ChronoUnit.MILLIS);
    return new OpenLoop.Made(traffic.event(time), false);
  }
}
