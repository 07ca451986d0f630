// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.shared.record.Place;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Events and photos from few names, times and places, so that they meet: repeated, contradicting
 * each other, in the same cells.
 */
final class Samples {

  /** When every world begins. */
  static final Instant START = Instant.parse("2026-11-20T10:15:30.123Z");

  /**
   * A client's address.
   *
   * @param kept what records may hold of it
   * @param country what the reference data says of it; null when nothing
   */
  record Address(String written, String kept, @Nullable String country) {}

  private static final List<Address> ADDRESSES =
      List.of(
          new Address("192.0.2.7", "192.0.2.0", "DE"),
          new Address("198.51.100.9", "198.51.100.0", "FR"),
          new Address("203.0.113.255", "203.0.113.0", null),
          new Address("2001:db8:1:2::3", "2001:db8:1:0:0:0:0:0", null));

  /**
   * An event as its producer means it.
   *
   * @param id null when the line says none, and its place names it
   * @param number the data, {@code {"n":1}}; null when absent
   */
  record Event(
      @Nullable String id,
      String source,
      String type,
      Instant time,
      @Nullable Address address,
      @Nullable Integer number) {

    /** As a CloudEvent; not for one without an id. */
    String cloudEvent() {
      return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"%s\",\"time\":\"%s\"%s%s}"
          .formatted(
              id,
              source,
              type,
              time,
              address == null ? "" : ",\"clientip\":\"" + address.written + '"',
              number == null ? "" : ",\"data\":{\"n\":" + number + "}");
    }

    /** As any object with a time. */
    String plain() {
      return "{\"time\":\"%s\"%s%s%s}"
          .formatted(
              time,
              id == null
                  ? ""
                  : ",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"%s\"".formatted(id, source, type),
              address == null ? "" : ",\"ip\":\"" + address.written + '"',
              number == null ? "" : ",\"n\":" + number);
    }

    /** Under the header {@link #CSV_HEADER}. */
    String row() {
      return "%s,%s,%s,%s,%s,%s"
          .formatted(
              id == null ? "" : id,
              id == null ? "" : source,
              id == null ? "" : type,
              time,
              address == null ? "" : address.written,
              number == null ? "" : number);
    }

    static final String CSV_HEADER = "id,source,type,time,clientip,n";
  }

  private final Random random;

  Samples(Random random) {
    this.random = random;
  }

  /** The reference data of geolocation. */
  static @Nullable Place place(InetAddress address) {
    return ADDRESSES.stream()
        .filter(a -> a.country != null && a.written.equals(address.getHostAddress()))
        .map(a -> new Place(a.country, null, null, null, null, null))
        .findFirst()
        .orElse(null);
  }

  Event event() {
    return new Event(
        Integer.toString(random.nextInt(10)),
        random.nextBoolean() ? "shop" : "app",
        random.nextBoolean() ? "order" : "click",
        time(),
        random.nextInt(3) == 0 ? null : ADDRESSES.get(random.nextInt(ADDRESSES.size())),
        random.nextInt(4) == 0 ? null : random.nextInt(3));
  }

  /** An event that its place in an upload names. */
  Event nameless() {
    Event event = event();
    return new Event(null, "", "event", event.time, event.address, event.number);
  }

  /** Mostly of the hours before the start; far from the limits where it is too old or too early. */
  private Instant time() {
    Duration back =
        switch (random.nextInt(12)) {
          case 0 -> Duration.ofDays(9 + random.nextInt(3));
          case 1 -> Duration.ofDays(-20 - random.nextInt(3));
          default -> Duration.ofMinutes(random.nextInt(4) * 20L);
        };
    return START.minus(back);
  }

  /** One of few photos; some of these are broken. */
  byte[] photo() {
    int n = random.nextInt(25);
    return Bytes.of("GIF89a photo " + (n < 3 ? "broken " + n : Integer.toString(n)));
  }
}
