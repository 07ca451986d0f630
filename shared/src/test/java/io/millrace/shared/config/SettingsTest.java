// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsTest {

  @Test
  void everyProblem_isReportedAtOnce_withKeyValueAndWhatIsAllowed() {
    Settings settings =
        new Settings("enrich", Map.of("N", "many", "D", "3 days", "B", "yes", "BIG", "11"));
    settings.text("TABLE");
    settings.number("N", 1, 0, 10);
    settings.number("BIG", 1, 0, 10);
    settings.duration("D", Duration.ZERO, Duration.ZERO, Duration.ofDays(2));
    settings.flag("B", true);

    assertThatThrownBy(settings::check)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Settings of enrich: TABLE is required and is not set;"
                + " N is \"many\", allowed is a whole number 0 to 10;"
                + " BIG is \"11\", allowed is a whole number 0 to 10;"
                + " D is \"3 days\", allowed is a duration PT0S to PT48H;"
                + " B is \"yes\", allowed is true or false");
  }

  @Test
  void absentSettings_haveTheirDefaults() {
    Settings settings = new Settings("enrich", Map.of());
    assertThat(settings.number("N", 7, 0, 10)).isEqualTo(7);
    assertThat(settings.flag("B", true)).isTrue();
    settings.check();
  }
}
