// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.geo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The documentation networks of RFC 5737 and RFC 3849, spread over the gazetteer: nobody's
 * addresses, so that a sample says nothing about anyone.
 */
public final class Networks {

  /** Where the sample events come from: 40 cities of 40 countries, the busiest first. */
  static final List<String> BUSY =
      List.of(
          "New York",
          "London",
          "Berlin",
          "Paris",
          "Tokyo",
          "Sao Paulo",
          "Sydney",
          "Toronto",
          "Mexico City",
          "Kolkata",
          "Shanghai",
          "Seoul",
          "Madrid",
          "Rome",
          "Amsterdam",
          "Brussels",
          "Vienna",
          "Zurich",
          "Stockholm",
          "Oslo",
          "Copenhagen",
          "Helsinki",
          "Warsaw",
          "Prague",
          "Budapest",
          "Lisbon",
          "Athens",
          "Istanbul",
          "Cairo",
          "Lagos",
          "Nairobi",
          "Johannesburg",
          "Buenos Aires",
          "Santiago",
          "Bogota",
          "Lima",
          "Singapore",
          "Bangkok",
          "Manila",
          "Auckland");

  private static final List<String> BLOCKS = List.of("192.0.2", "198.51.100", "203.0.113");
  private static final int BLOCK_SIZE = 256;

  /** The last sixteen IPv4 addresses are at no place, so that a valid address may be unknown. */
  private static final int UNPLACED = 16;

  private static final int WIDE = 10;
  private static final long FIRST_ASN = 64_496;
  private static final int ASNS = 16;

  private Networks() {}

  /**
   * All networks: IPv4 of 16 addresses for the first ten busy cities, 8 for the others of them, and
   * single addresses for the further places while there are any; a /48 of IPv6 for every place.
   */
  public static List<Network> all() {
    List<Place> places = byBusyness(Gazetteer.places());
    List<Network> networks = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < places.size(); i++) {
      int size = i < WIDE ? 16 : i < BUSY.size() ? 8 : 1;
      if (next + size <= BLOCKS.size() * BLOCK_SIZE - UNPLACED) {
        int prefixLength = Integer.SIZE - Integer.numberOfTrailingZeros(size);
        networks.add(new Network(ipv4(next), prefixLength, places.get(i), asn(i)));
        next += size;
      }
    }
    for (int i = 0; i < places.size(); i++) {
      networks.add(new Network(ipv6(i + 1), 48, places.get(i), asn(i)));
    }
    return networks;
  }

  /** The networks of the forty busy cities, by city, the busiest first. */
  public static Map<Place, List<Network>> busy() {
    Set<String> busy = Set.copyOf(BUSY);
    return all().stream()
        .filter(network -> busy.contains(network.place().city()))
        .collect(Collectors.groupingBy(Network::place, LinkedHashMap::new, Collectors.toList()));
  }

  private static List<Place> byBusyness(List<Place> places) {
    Map<String, Place> byCity =
        places.stream()
            .collect(Collectors.toMap(Place::city, Function.identity(), (first, second) -> first));
    List<Place> ordered = new ArrayList<>();
    for (String city : BUSY) {
      Place place = byCity.get(city);
      if (place == null) {
        throw new IllegalStateException("the gazetteer has no " + city);
      }
      ordered.add(place);
    }
    places.stream().filter(place -> !ordered.contains(place)).forEach(ordered::add);
    return ordered;
  }

  private static long asn(int index) {
    return FIRST_ASN + index % ASNS;
  }

  private static byte[] ipv4(int offset) {
    String[] block = BLOCKS.get(offset / BLOCK_SIZE).split("\\.");
    return new byte[] {
      (byte) Integer.parseInt(block[0]),
      (byte) Integer.parseInt(block[1]),
      (byte) Integer.parseInt(block[2]),
      (byte) (offset % BLOCK_SIZE)
    };
  }

  private static byte[] ipv6(int third) {
    byte[] address = new byte[16];
    address[0] = 0x20;
    address[1] = 0x01;
    address[2] = 0x0d;
    address[3] = (byte) 0xb8;
    address[4] = (byte) (third >> Byte.SIZE);
    address[5] = (byte) third;
    return address;
  }
}
