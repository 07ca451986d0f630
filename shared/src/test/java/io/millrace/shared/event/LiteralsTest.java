// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What is read by hand agrees with the JDK about everything that looks nearly right. */
final class LiteralsTest {

  @Property(tries = 5_000)
  void time_isWhatJavaTimeReads(@ForAll("times") String text) {
    assertThat(ours(text)).as(text).isEqualTo(javaTime(text));
  }

  @Provide
  Arbitrary<String> times() {
    Arbitrary<String> right =
        Combinators.combine(
                Arbitraries.integers().between(0, 9_999),
                Arbitraries.integers().between(0, 13),
                Arbitraries.integers().between(0, 32),
                Arbitraries.integers().between(0, 24),
                Arbitraries.integers().between(0, 60),
                Arbitraries.integers().between(0, 60),
                Arbitraries.strings().numeric().ofMaxLength(10),
                Arbitraries.of("Z", "z", "", "+02:00", "-00:30", "+19:00"))
            .as(
                (year, month, day, hour, minute, second, fraction, zone) ->
                    String.format(
                            "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, hour, minute, second)
                        + (fraction.isEmpty() ? "" : "." + fraction)
                        + zone);
    Arbitrary<String> spoilt =
        Combinators.combine(
                right,
                Arbitraries.integers().between(0, 18),
                Arbitraries.of("", "T", "٣", "-", "7"))
            .as((time, at, instead) -> time.substring(0, at) + instead + time.substring(at + 1));
    return Arbitraries.oneOf(right, spoilt);
  }

  /** The JDK's text of an address whose last bytes are zero: 24 bits stay of IPv4, 48 of IPv6. */
  @Property
  void truncatedAddress_isTheTextOfItsNetwork(@ForAll @Size(16) byte[] bytes, @ForAll boolean ipv4)
      throws UnknownHostException {
    byte[] address = ipv4 ? Arrays.copyOf(bytes, 4) : bytes;
    byte[] network = Arrays.copyOf(Arrays.copyOf(address, ipv4 ? 3 : 6), address.length);
    assertThat(IpAddress.truncated(InetAddress.getByAddress(address)))
        .isEqualTo(InetAddress.getByAddress(network).getHostAddress());
  }

  @Property(tries = 5_000)
  void utf8_isWhatTheJdkDecodes(@ForAll("nearlyUtf8") byte[] bytes) {
    assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(decodes(bytes));
  }

  /** Texts of all lengths of sequences, some with a byte that is another. */
  @Provide
  Arbitrary<byte[]> nearlyUtf8() {
    Arbitrary<byte[]> right =
        Arbitraries.integers()
            .between(0, Character.MAX_CODE_POINT)
            .edgeCases(
                edges -> edges.add(0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000))
            .map(c -> Character.toString(c) + "some text of ASCII")
            .list()
            .ofMaxSize(4)
            .map(texts -> String.join("", texts).getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> spoilt =
        Combinators.combine(
                right.filter(bytes -> bytes.length > 0),
                Arbitraries.integers().between(0, 40),
                Arbitraries.bytes())
            .as(LiteralsTest::spoilt);
    return Arbitraries.oneOf(right, spoilt, edges().array(byte[].class).ofMaxSize(5));
  }

  /** Bytes beside which something else begins. */
  private static Arbitrary<Byte> edges() {
    return Arbitraries.of(
            0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xf0,
            0xf4, 0xf5)
        .map(Integer::byteValue);
  }

  private static byte[] spoilt(byte[] bytes, int at, byte other) {
    byte[] spoilt = bytes.clone();
    spoilt[at % spoilt.length] = other;
    return spoilt;
  }

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static @Nullable Instant ours(String text) {
    try {
      return Rfc3339.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant javaTime(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
