// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.access.AccessReport;
import io.millrace.local.fault.Faults;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import io.millrace.local.meter.Meter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlsTest {
  private final Controls controls =
      new Controls(
          new Meter(), () -> new AccessReport(Map.of(), List.of()), new Faults(), Map.of());

  @Test
  void rules_areAdded_listed_andTakenBack() {
    assertThat(ask("POST", "/_millrace/faults", "{\"kind\":\"reset\",\"service\":\"s3\"}"))
        .isEqualTo("200 {\"id\":\"1\"}");
    assertThat(ask("POST", "/_millrace/faults", "{\"kind\":\"throttle\",\"first\":3}"))
        .isEqualTo("200 {\"id\":\"2\"}");
    assertThat(ask("GET", "/_millrace/faults", ""))
        .contains("\"kind\":\"reset\"", "\"service\":\"s3\"", "\"seen\":0", "\"first\":3");
    assertThat(ask("DELETE", "/_millrace/faults/1", "")).isEqualTo("204 ");
    assertThat(ask("DELETE", "/_millrace/faults/1", "")).startsWith("404 ");
    assertThat(ask("DELETE", "/_millrace/faults", "")).isEqualTo("204 ");
    assertThat(ask("GET", "/_millrace/faults", "")).isEqualTo("200 {\"rules\":[]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'kind':'reset','how':'soon'}; how",
        "{'kind':'reset','first':0}; first: 0 (at least 1)",
        "{'service':'s3'}; kind",
        "{'kind':'soon'}; kind: 'soon', allowed are",
        "nonsense; a fault rule in JSON is expected",
      })
  void ruleThatIsWrong_isRefused_withTheReason(String body, String reason) {
    assertThat(ask("POST", "/_millrace/faults", body.replace('\'', '"')))
        .startsWith("400 ")
        .contains(reason);
  }

  @Test
  void meterAndAccess_areJson_andTheRestIsAskedElsewhere() {
    assertThat(ask("GET", "/_millrace/meter", "")).isEqualTo("200 {\"rows\":[]}");
    assertThat(ask("GET", "/_millrace/access", "")).isEqualTo("200 {\"roles\":{},\"granted\":[]}");
    assertThat(ask("GET", "/_millrace/status", "")).isEqualTo("elsewhere");
  }

  private String ask(String method, String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return controls
        .answer(new HttpRequest(method, path, Map.of(), Map.of(), bytes))
        .map(ControlsTest::text)
        .orElse("elsewhere");
  }

  private static String text(HttpReply reply) {
    return reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8);
  }
}
