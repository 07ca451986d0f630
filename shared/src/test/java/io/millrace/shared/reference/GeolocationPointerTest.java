// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.shared.event.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GeolocationPointerTest {

  private final String golden = golden();

  private static String golden() {
    try (InputStream in =
        Objects.requireNonNull(GeolocationPointerTest.class.getResourceAsStream("pointer.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void golden_isReadAndWritten_andMayGrow() throws IOException {
    GeolocationPointer pointer = Json.read(golden, GeolocationPointer.class);

    assertThat(pointer.databaseType()).isEqualTo("GeoLite2-City");
    assertThat(pointer.built()).isEqualTo("2026-11-20T00:00:00Z");
    assertThat(Json.document(Json.write(pointer).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Json.document(golden.getBytes(StandardCharsets.UTF_8)));
    assertThat(Json.read(golden.replaceFirst("\\{", "{\"new\": 1,"), GeolocationPointer.class))
        .isEqualTo(pointer);
  }

  @ParameterizedTest
  @CsvSource({
    "geolocation/9f, reference/9f",
    "63504128, 0",
    "63504128, 268435457",
    "\"build\", \"built\"",
    "2026-11-23T04:17:09Z, yesterday",
    "08\",\\n  \"bytes, 09\",\\n  \"bytes",
  })
  void pointerThatIsNone_isRefused(String text, String other) {
    String spoilt = golden.replace(text.replace("\\n", "\n"), other.replace("\\n", "\n"));
    assertThat(spoilt).isNotEqualTo(golden);

    assertThatThrownBy(() -> Json.read(spoilt, GeolocationPointer.class))
        .isInstanceOf(IOException.class);
  }
}
