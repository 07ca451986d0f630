// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples;

import io.millrace.samples.geo.Network;
import io.millrace.samples.geo.Networks;
import io.millrace.samples.geo.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Makes events of an imaginary shop: five types, forty countries, two days. The same random numbers
 * and the same moment make the same events.
 */
final class EventSource {

  static final Duration SPAN = Duration.ofDays(2);

  private static final List<String> TYPES =
      List.of(
          "com.example.shop.page.viewed",
          "com.example.shop.search.performed",
          "com.example.shop.cart.updated",
          "com.example.shop.order.placed",
          "com.example.shop.parcel.scanned");
  private static final List<String> SOURCES =
      List.of(
          "https://shop.example.com/web",
          "https://shop.example.com/mobile",
          "https://checkout.example.com",
          "//parcels.example.org/gates/7");
  private static final List<String> TITLES =
      List.of(
          "Garden chairs, folding",
          "Küchenwaage \"Präzis\"",
          "Café crème, 500 g",
          "水性ペン 12本",
          "Blue mug",
          "Лампа настольная",
          "Notebook A5",
          "Jalapeño 🌶 sauce");
  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0",
          "ExampleShop/7.3 (Android 16; Pixel 10)");
  private static final List<String> NOWHERE =
      List.of(
          "10.20.30.40",
          "192.168.1.7",
          "172.16.0.9",
          "fd12:3456:789a::1",
          "127.0.0.1",
          "169.254.10.10",
          "240.0.0.1",
          "203.0.113.250",
          "fe80::1",
          "2001:db8:ffff::42");
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  private static final int NO_ADDRESS_PERCENT = 4;
  private static final int NO_PLACE_PERCENT = 5;

  private final Random random;
  private final Instant now;
  private final List<Map.Entry<Place, List<Network>>> cities =
      new ArrayList<>(Networks.busy().entrySet());
  private int made;

  EventSource(Random random, Instant now) {
    this.random = random;
    this.now = now;
  }

  /** The next event, whose data is text only where a CSV row could not say it otherwise. */
  SampleEvent next(boolean textOnly) {
    byte[] unique = new byte[8];
    random.nextBytes(unique);
    String id = HexFormat.of().formatHex(unique) + "-" + made;
    Instant instant = now.minusMillis(1 + random.nextLong(SPAN.toMillis() - 1));
    String time =
        random.nextInt(20) == 0
            ? LOCAL.format(instant.atOffset(ZoneOffset.ofHours(2)))
            : instant.toString();
    String type = any(TYPES);
    String source = any(SOURCES);
    Map<String, Object> data = textOnly ? row() : document();
    int whence = random.nextInt(100);
    Map.Entry<Place, List<Network>> city = cities.get(city());
    made++;
    String country = Expected.UNKNOWN_COUNTRY;
    String clientIp = null;
    if (whence >= NO_ADDRESS_PERCENT + NO_PLACE_PERCENT) {
      // The first of a city's networks is IPv4, the second IPv6.
      Network network = city.getValue().get(random.nextInt(10) < 7 ? 0 : 1);
      clientIp = network.anyAddress(random);
      country = city.getKey().country();
    } else if (whence >= NO_ADDRESS_PERCENT) {
      clientIp = any(NOWHERE);
    }
    return new SampleEvent(id, source, type, instant, time, clientIp, country, data);
  }

  /** Every city in turn first, so that all occur; then the busy ones more often. */
  private int city() {
    if (made < 2 * cities.size()) {
      return made % cities.size();
    }
    int one = random.nextInt(cities.size());
    int other = random.nextInt(cities.size());
    return Math.min(one, other);
  }

  private Map<String, Object> document() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("session", session());
    data.put("page", "/products/" + random.nextInt(10_000));
    data.put("title", any(TITLES));
    data.put("amountCents", 100 + random.nextInt(50_000));
    data.put("currency", random.nextBoolean() ? "EUR" : "USD");
    data.put("items", List.of(item(), item()));
    data.put("member", random.nextBoolean());
    data.put("agent", any(AGENTS));
    return data;
  }

  private Map<String, Object> row() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("session", session());
    data.put("page", "/products/" + random.nextInt(10_000));
    data.put("title", any(TITLES));
    data.put("amountCents", Integer.toString(100 + random.nextInt(50_000)));
    data.put("currency", random.nextBoolean() ? "EUR" : "USD");
    data.put("agent", any(AGENTS));
    return data;
  }

  private Map<String, Object> item() {
    return Map.of("sku", random.nextInt(100_000));
  }

  private String session() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private String any(List<String> choice) {
    return choice.get(random.nextInt(choice.size()));
  }
}
