// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What AWS charges in a region, before tax, without free tiers, discounts and lower tiers for large
 * volumes. Every price names the page it is from. Immutable.
 */
public final class PriceTable {

  private static final String US_EAST_1 = "prices-us-east-1.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String region;
  private final LocalDate compiled;
  private final Map<Billed, Price> prices;

  /**
   * A price.
   *
   * @param dollars for {@code per} units
   * @param unit in words
   * @param page of AWS that says it
   * @param seen what confirmed the figure when the table was compiled; null when nothing did
   * @param note what else is worth knowing, null for nothing
   */
  public record Price(
      String item,
      double dollars,
      double per,
      String unit,
      String page,
      @Nullable String seen,
      @Nullable String note) {

    /** Dollars of one unit. */
    public double each() {
      return dollars / per;
    }
  }

  private record File(
      @Nullable String region,
      @Nullable String compiled,
      @Nullable String note,
      @Nullable List<Price> prices) {}

  private PriceTable(String region, LocalDate compiled, Map<Billed, Price> prices) {
    this.region = region;
    this.compiled = compiled;
    this.prices = prices;
  }

  /** The table that comes with Millrace. */
  public static PriceTable usEast1() {
    try (InputStream in = PriceTable.class.getResourceAsStream(US_EAST_1)) {
      if (in == null) {
        throw new IllegalStateException("No " + US_EAST_1 + " beside " + PriceTable.class);
      }
      return read(US_EAST_1, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + US_EAST_1, e);
    }
  }

  /**
   * Reads a table.
   *
   * @param name of the file, for what is said of it
   * @throws IllegalArgumentException when it is not one, with all that is wrong with it
   */
  public static PriceTable read(String name, byte[] json) {
    File file;
    try {
      file = JSON.readValue(json, File.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          name + " is no price table: " + e.getOriginalMessage() + place(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be read", e);
    }
    Check check = new Check();
    String region = check.text("region", file.region());
    LocalDate compiled = check.date(file.compiled());
    Map<Billed, Price> prices = check.prices(file.prices());
    if (!check.problems.isEmpty()) {
      throw new IllegalArgumentException(
          name + " is no price table:\n  " + String.join("\n  ", check.problems));
    }
    return new PriceTable(region, compiled, Collections.unmodifiableMap(prices));
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  public String region() {
    return region;
  }

  /** When the table was compiled; what it says held then, as far as could be seen. */
  public LocalDate compiled() {
    return compiled;
  }

  /** Date and region, as a bill states them. */
  public String title() {
    return region + ", compiled " + compiled + ", without free tiers";
  }

  public Price price(Billed item) {
    Price price = prices.get(item);
    if (price == null) {
      throw new IllegalStateException("Checked when read: no price of " + item);
    }
    return price;
  }

  /** Collects all that is wrong, so that a table is mended in one go. */
  private static final class Check {

    final List<String> problems = new ArrayList<>();

    String text(String name, @Nullable String value) {
      if (value == null || value.isBlank()) {
        problems.add(name + " is missing");
        return "";
      }
      return value;
    }

    LocalDate date(@Nullable String value) {
      try {
        return LocalDate.parse(text("compiled", value));
      } catch (DateTimeParseException e) {
        problems.add("compiled is \"" + value + "\", must be a date such as 2026-11-23");
        return LocalDate.EPOCH;
      }
    }

    Map<Billed, Price> prices(@Nullable List<Price> listed) {
      Map<Billed, Price> prices = new EnumMap<>(Billed.class);
      for (Price price : listed == null ? List.<Price>of() : listed) {
        Billed item = item(price);
        if (item != null && prices.put(item, price) != null) {
          problems.add(item + " has two prices");
        }
      }
      for (Billed item : Billed.values()) {
        if (!prices.containsKey(item)) {
          problems.add(item + " has no price");
        }
      }
      return prices;
    }

    private @Nullable Billed item(Price price) {
      String name = text("item of a price", price.item());
      if (!Double.isFinite(price.dollars()) || price.dollars() < 0) {
        problems.add(name + ": dollars is " + price.dollars() + ", must be 0 or more");
      }
      if (!Double.isFinite(price.per()) || price.per() <= 0) {
        problems.add(name + ": per is " + price.per() + ", must be more than 0");
      }
      text(name + ": unit", price.unit());
      if (!text(name + ": page", price.page()).startsWith("https://")) {
        problems.add(name + ": page is \"" + price.page() + "\", must be an https address");
      }
      for (Billed item : Billed.values()) {
        if (item.name().equals(name)) {
          return item;
        }
      }
      problems.add("\"" + name + "\" is not billed here; known are the names in Billed");
      return null;
    }
  }
}
