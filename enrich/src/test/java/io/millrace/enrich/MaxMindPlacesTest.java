// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.maxmind.db.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

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

  private final Reader reader = reader();

  private static Reader reader() {
    try (InputStream in =
        Objects.requireNonNull(MaxMindPlaces.class.getResourceAsStream("sample.mmdb"))) {
      return new Reader(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property(tries = 20)
  void place_isWhatTheReaderSays_whateverWasAskedBefore(
      @ForAll("addresses") List<InetAddress> addresses) throws IOException {
    MaxMindPlaces places = MaxMindPlaces.sample();
    for (InetAddress address : addresses) {
      GeoRecord found = reader.get(address, GeoRecord.class);
      assertThat(places.of(address))
          .as(address.getHostAddress())
          .isEqualTo(found == null ? null : found.place());
    }
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
