// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.geo;

/**
 * A city of the gazetteer.
 *
 * @param country ISO 3166-1 alpha-2 code
 * @param countryName its usual English name
 * @param region the area of the tz database, or its second level where there is one
 * @param city the city's name, in ASCII
 * @param latE6 latitude in millionths of a degree, north positive
 * @param lonE6 longitude in millionths of a degree, east positive
 */
public record Place(
    String country, String countryName, String region, String city, int latE6, int lonE6) {}
