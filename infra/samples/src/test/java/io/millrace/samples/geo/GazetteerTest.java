// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

class GazetteerTest {

  @Test
  void places_areAFewHundred_inEveryQuarterOfTheWorld() {
    assertThat(Gazetteer.places()).hasSizeGreaterThan(300).hasSizeLessThan(500);
    assertThat(Gazetteer.places()).anyMatch(place -> place.latE6() < 0 && place.lonE6() < 0);
    assertThat(Gazetteer.places()).anyMatch(place -> place.latE6() < 0 && place.lonE6() > 0);
    assertThat(Gazetteer.places()).anyMatch(place -> place.latE6() > 0 && place.lonE6() < 0);
    assertThat(Gazetteer.places()).anyMatch(place -> place.latE6() > 0 && place.lonE6() > 0);
  }

  @Test
  void places_haveMicroDegrees_ofMinutesAndOfSeconds() {
    assertThat(Gazetteer.places())
        .contains(
            new Place("DE", "Germany", "Europe", "Berlin", 52_500_000, 13_366_667),
            new Place("US", "United States", "America", "New York", 40_714_167, -74_006_389));
  }

  @Test
  void places_areCalledAfterTheirCity_andTheirAreaOrItsSecondLevel() {
    assertThat(Gazetteer.places())
        .extracting(Place::region, Place::city)
        .contains(tuple("Argentina", "Buenos Aires"), tuple("Atlantic", "Las Palmas"));
    assertThat(Gazetteer.tsv()).doesNotContain("_");
  }

  @Test
  void places_lieOnTheGlobe() {
    assertThat(Gazetteer.places())
        .allMatch(place -> Math.abs(place.latE6()) <= 90_000_000)
        .allMatch(place -> Math.abs(place.lonE6()) <= 180_000_000)
        .allMatch(place -> place.country().matches("[A-Z]{2}"));
  }
}
