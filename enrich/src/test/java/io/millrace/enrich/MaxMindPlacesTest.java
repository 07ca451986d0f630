// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.maxmind.db.Reader;
import io.millrace.shared.record.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MaxMindPlacesTest {

  private static final byte[][] PREFIXES = {
    {(byte) 192, 0, 2},
    {(byte) 198, 51, 100},
    {(byte) 203, 0, 113},
    {10},
    {},
    {0x20, 0x01, 0x0d, (byte) 0xb8, 0, 1},
    {0x20, 0x01, 0x0d, (byte) 0xb8, 0},
    {0x20, 0x01}
  };

  /** Records of every size that the format has, and a tree of IPv4 alone. */
  private static final List<byte[]> FILES =
      List.of(
          SampleTrees.sample(),
          SampleTrees.withRecords(28),
          SampleTrees.withRecords(32),
          SampleTrees.ipv4());

  @Property(tries = 20)
  void place_isWhatMaxMindsReaderSays_whateverWasAskedBefore(
      @ForAll("addresses") List<InetAddress> addresses) throws IOException {
    for (byte[] bytes : FILES) {
      MaxMindPlaces places = new MaxMindPlaces(new MmdbFile(bytes));
      boolean ipv4 = bytes[SampleTrees.behind(bytes, "ip_version") + 1] == 4;
      try (Reader reader = new Reader(new ByteArrayInputStream(bytes))) {
        assertThat(places.build())
            .isEqualTo(
                reader.getMetadata().databaseType() + "@" + reader.getMetadata().buildTime());
        for (InetAddress address : addresses) {
          if (!ipv4 || address.getAddress().length == 4) {
            assertThat(places.of(address))
                .as(address.getHostAddress())
                .isEqualTo(place(reader.get(address, Map.class)));
          }
        }
      }
    }
  }

  private static @Nullable Place place(@Nullable Map<?, ?> entry) {
    return entry == null
        ? null
        : new Place(
            (String) in(entry, "country", "iso_code"),
            (String) in(first(entry.get("subdivisions")), "names", "en"),
            (String) in(entry, "city", "names", "en"),
            e6(in(entry, "location", "latitude")),
            e6(in(entry, "location", "longitude")),
            (Long) entry.get("autonomous_system_number"));
  }

  private static @Nullable Object in(@Nullable Object value, String... path) {
    Object found = value;
    for (String key : path) {
      found = found == null ? null : ((Map<?, ?>) found).get(key);
    }
    return found;
  }

  private static @Nullable Object first(@Nullable Object list) {
    return list == null || ((List<?>) list).isEmpty() ? null : ((List<?>) list).getFirst();
  }

  private static @Nullable Long e6(@Nullable Object degrees) {
    return degrees == null ? null : Math.round((Double) degrees * 1_000_000);
  }

  @Property(tries = 200)
  void damagedFile_isRefused_orSaysSo_orHasOtherPlaces(
      @ForAll @IntRange(max = 37_000) int at, @ForAll byte value) throws IOException {
    byte[] bytes = SampleTrees.sample();
    bytes[at] = value;
    try {
      MmdbFile file = new MmdbFile(bytes);
      for (int host = 0; host < 256; host++) {
        MmdbFile.Found found = file.find(new byte[] {(byte) 192, 0, 2, (byte) host});
        if (found.value() != MmdbFile.NOTHING) {
          assertThat(GeoEntry.place(file.at(found))).isNotNull();
        }
      }
    } catch (UncheckedIOException e) {
      assertThat(e).hasMessageContaining("Geolocation database is damaged");
    }
  }

  @Test
  void otherFile_isRefused_withItsNameAndWhatItIs(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("other.mmdb"), "PK");
    assertThatThrownBy(() -> MaxMindPlaces.open(file))
        .hasMessageContaining("other.mmdb")
        .hasMessageContaining("GEO_DATABASE")
        .hasRootCauseMessage("it is no MaxMind DB: its last 131072 bytes describe none");
    byte[] newer = SampleTrees.sample();
    newer[SampleTrees.behind(newer, "binary_format_major_version") + 1] = 3;
    assertThatThrownBy(() -> new MmdbFile(newer))
        .hasMessage("its binary_format_major_version is 3, allowed are 2");
  }

  @Provide
  Arbitrary<List<InetAddress>> addresses() {
    Arbitrary<InetAddress> address =
        Arbitraries.of(PREFIXES)
            .flatMap(
                prefix ->
                    Arbitraries.bytes()
                        .array(byte[].class)
                        .ofSize(16)
                        .map(random -> address(prefix, random)));
    return address.list().ofSize(100);
  }

  private static InetAddress address(byte[] prefix, byte[] random) {
    byte[] bytes = new byte[prefix.length > 3 || prefix.length == 2 ? 16 : 4];
    System.arraycopy(random, 0, bytes, 0, bytes.length);
    System.arraycopy(prefix, 0, bytes, 0, prefix.length);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
