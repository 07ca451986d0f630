// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentTest {

  @ParameterizedTest
  @CsvSource({
    "FF D8 FF E0 00 10, image/jpeg",
    "89 50 4E 47 0D 0A 1A 0A 00, image/png",
    "47 49 46 38 37 61 01, image/gif",
    "47 49 46 38 39 61 01, image/gif",
    "49 49 2A 00 08, image/tiff",
    "4D 4D 00 2A 00, image/tiff",
    "52 49 46 46 10 00 00 00 57 45 42 50 56, image/webp",
    "42 4D 10 00 00 00 00 00 00 00 36 00 00 00 28 00 00 00 01, image/bmp",
  })
  void photo_isKnownByItsFirstBytes(String hex, String type) {
    assertThat(Content.of(bytes(hex))).isEqualTo(new Content.Photo(type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FF D8", // too short to say
        "52 49 46 46 10 00 00 00 57 41 56 45", // sound
        "25 50 44 46 2D 31 2E 37", // PDF
        "50 4B 03 04", // zip
        "49 49 2B 00 08 00", // BigTIFF
        "FF FE 7B 00 22 00", // UTF-16
        "00",
      })
  void otherBytes_areUnsupported_andTheDetailSaysHowTheyBegin(String hex) {
    byte[] head = bytes(hex);

    assertThat(Content.of(head))
        .isInstanceOfSatisfying(
            Content.Unsupported.class, u -> assertThat(u.detail()).contains("Begins with "));
  }

  @Test
  void gzip_isKnownByItsFirstBytes() {
    assertThat(Content.of(Bench.gzip(Bench.utf8("{}")))).isEqualTo(new Content.Gzip());
  }

  @Test
  void text_whoseFirstSignIsABrace_isNdjson() {
    assertThat(of("{}")).isEqualTo(new Content.Ndjson(0));
    assertThat(of(" \t\r\n\n{")).isEqualTo(new Content.Ndjson(0));
    assertThat(of("\uFEFF{}")).isEqualTo(new Content.Ndjson(3));
    assertThat(of("[{}]")).isInstanceOf(Content.Unsupported.class);
  }

  @Test
  void text_underAHeaderWithTimeAndAnotherColumn_isCsv() {
    assertThat(of("time,type\n1")).isEqualTo(csv(0, "time", "type"));
    assertThat(of("amount,time\r\n")).isEqualTo(csv(0, "amount", "time"));
    assertThat(of("\uFEFF\"a,b\",time")).isEqualTo(csv(3, "a,b", "time"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "time",
        "time flies like an arrow\n",
        "Time,type\n",
        "id, time\n",
        "time;type\n",
        "\ntime,type\n",
        "BM,time is short",
        "\"time,type\n",
        "",
      })
  void otherText_isUnsupported(String text) {
    assertThat(of(text)).isInstanceOf(Content.Unsupported.class);
  }

  @Test
  void textThatBeginsLikeABitmap_isText() {
    assertThat(of("BM,time,aaaaaaaaaaaaaaaaaa\n")).isInstanceOf(Content.Csv.class);
  }

  @Test
  void headerThatIsNotUtf8_isUnsupported() {
    byte[] head = "time,caf\u00E9\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(Content.of(head)).isInstanceOf(Content.Unsupported.class);
  }

  private static Content of(String text) {
    return Content.of(Bench.utf8(text));
  }

  private static Content csv(int skip, String... columns) {
    return new Content.Csv(skip, List.of(columns));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.ofDelimiter(" ").parseHex(hex);
  }
}
