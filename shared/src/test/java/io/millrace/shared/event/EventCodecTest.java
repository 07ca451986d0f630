// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.batch.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EventCodecTest {

  private static final PlainDefaults DEFAULTS = PlainDefaults.ofLine("b", "k", "e", 7);

  @Test
  void fullEvent_isReadWithItsDataAsItCame() {
    CloudEvent event = valid("full");
    assertThat(event)
        .isEqualTo(
            new CloudEvent(
                "order-4711",
                "https://shop.example.com/orders",
                "com.example.order.created",
                Instant.parse("2026-11-20T09:15:30.123Z"),
                "orders/4711",
                "192.0.2.77",
                JsonText.of(
                    "{\"amount\": 12.50, \"currency\": \"EUR\","
                        + " \"text\": \"größer als \\\"zehn\\\" \\\\ \\ud83d\\ude00\"}")));
  }

  @Test
  void minimalEvent_hasNothingElse() {
    assertThat(valid("minimal"))
        .isEqualTo(
            new CloudEvent("1", "s", "t", Instant.parse("2026-11-20T10:15:30Z"), null, null, null));
    assertThat(valid("data-null")).isEqualTo(valid("minimal"));
  }

  @Test
  void producersTrace_staysWithACloudEvent_andInTheDataOfAPlainObject() {
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    String attributes = "\"time\":\"2026-11-20T10:15:30Z\",\"traceparent\":\"" + trace + "\"";
    CloudEvent read =
        line(
            "{"
                + attributes
                + ",\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}");
    assertThat(read.traceparent()).isEqualTo(trace);
    assertThat(read.data()).isNull();
    assertThat(EventCodec.readPacked(EventCodec.write(read)).getFirst().outcome())
        .isEqualTo(Outcome.accepted(read));

    CloudEvent plain = line("{" + attributes + "}");
    assertThat(plain.traceparent()).isNull();
    assertThat(plain.data()).hasToString("{\"traceparent\":\"" + trace + "\"}");

    CloudEvent none =
        line(
            "{\"traceparent\":\"00-x\",\"time\":\"2026-11-20T10:15:30Z\",\"specversion\":\"1.0\","
                + "\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}");
    assertThat(none.traceparent()).isNull();
  }

  private static CloudEvent line(String json) {
    Outcome<CloudEvent> outcome = EventCodec.readLine(Json.utf8(json), DEFAULTS).outcome();
    assertThat(outcome).isInstanceOf(Accepted.class);
    return ((Accepted<CloudEvent>) outcome).value();
  }

  @Test
  void unknownFields_areIgnored_inACloudEvent() {
    assertThat(valid("unknown-field").data()).hasToString("[1,2,3]");
  }

  static Stream<Path> mustFail() throws Exception {
    Path folder =
        Path.of(Objects.requireNonNull(EventCodecTest.class.getResource("must-fail")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("mustFail")
  void wrongEvent_isRejected_withTheReasonInItsFileName(Path file) throws IOException {
    byte[] json = Files.readAllBytes(file);
    Reason expected = reasonInNameOf(file);

    List<Decoded> packed = EventCodec.readPacked(json);

    assertThat(packed.getLast().outcome()).isInstanceOf(Outcome.Rejected.class);
    assertThat(((Outcome.Rejected<CloudEvent>) packed.getLast().outcome()).reason())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("mustFail")
  void wrongLine_isRejected_unlessADefaultMendsIt(Path file) throws IOException {
    byte[] json = Files.readAllBytes(file);
    Reason expected = reasonInNameOf(file);

    Outcome<CloudEvent> outcome = EventCodec.readLine(json, DEFAULTS).outcome();

    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    assertThat(((Outcome.Rejected<CloudEvent>) outcome).reason()).isEqualTo(expected);
  }

  @Test
  void wrongEvent_stillTellsItsRecord_whenSourceAndIdCanBeRead() {
    String json =
        "{\"time\":\"never\",\"id\":\"1\",\"type\":\"t\",\"source\":\"s\",\"specversion\":\"1.0\"}";
    assertThat(EventCodec.readPacked(json.getBytes(UTF_8)).getFirst().recordId())
        .isEqualTo(Ids.record("s", "1"));
  }

  @Test
  void bytesThatAreNotUtf8_areRejected() {
    byte[] json = "{\"id\":\"é\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(reason(EventCodec.readPacked(json).getFirst())).isEqualTo(Reason.MALFORMED_UTF8);
    assertThat(reason(EventCodec.readLine(json, DEFAULTS))).isEqualTo(Reason.MALFORMED_UTF8);
  }

  @Test
  void deepNesting_isRejected_withoutReadingOn() {
    byte[] json = ("{\"data\":" + "[".repeat(100_000)).getBytes(UTF_8);
    assertThat(reason(EventCodec.readPacked(json).getFirst())).isEqualTo(Reason.MALFORMED_JSON);
  }

  @Test
  void eventOverTheLimit_isRejected_inALineAndInARecord() {
    String padding = "x".repeat(EventLimits.MAX_EVENT_BYTES - 90);
    byte[] json =
        ("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\","
                + "\"time\":\"2026-11-20T10:15:30Z\",\"data\":[\""
                + padding
                + "\"]}")
            .getBytes(UTF_8);
    assertThat(reason(EventCodec.readLine(json, DEFAULTS))).isEqualTo(Reason.EVENT_TOO_LARGE);
    assertThat(reason(EventCodec.readPacked(json).getFirst())).isEqualTo(Reason.EVENT_TOO_LARGE);
  }

  @Test
  void plainLine_takesItsAttributesFromFields_andTheRestIsData() {
    Outcome<CloudEvent> outcome = EventCodec.readLine(golden("plain/full"), DEFAULTS).outcome();
    assertThat(outcome)
        .isEqualTo(
            Outcome.accepted(
                new CloudEvent(
                    Ids.line("b", "k", "e", 7),
                    "s3://b/k",
                    "click",
                    Instant.parse("2026-11-20T10:15:30Z"),
                    null,
                    "192.0.2.1",
                    JsonText.of("{\"page\":\"/home\",\"n\":1.50,\"tags\":[\"a\"]}"))));
  }

  @Test
  void row_isAnEvent_emptyCellsAreAbsent() {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("id", "7");
    row.put("source", "till");
    row.put("time", "2026-11-20T10:15:30Z");
    row.put("clientip", "");
    row.put("amount", "1,5 \"net\"");
    row.put("note", "");
    assertThat(EventCodec.ofRow(row, DEFAULTS))
        .isEqualTo(
            Outcome.accepted(
                new CloudEvent(
                    "7",
                    "till",
                    "event",
                    Instant.parse("2026-11-20T10:15:30Z"),
                    null,
                    null,
                    JsonText.of("{\"amount\":\"1,5 \\\"net\\\"\"}"))));
  }

  private static Reason reasonInNameOf(Path file) {
    String name = file.getFileName().toString();
    return Reason.valueOf(name.substring(0, name.indexOf('.')));
  }

  private static Reason reason(Decoded decoded) {
    return ((Outcome.Rejected<CloudEvent>) decoded.outcome()).reason();
  }

  private static CloudEvent valid(String name) {
    byte[] json = golden("valid/" + name);
    Decoded line = EventCodec.readLine(json, DEFAULTS);
    assertThat(EventCodec.readPacked(json).getFirst().outcome()).isEqualTo(line.outcome());
    return ((Outcome.Accepted<CloudEvent>) line.outcome()).value();
  }

  private static byte[] golden(String name) {
    try (InputStream in =
        Objects.requireNonNull(EventCodecTest.class.getResourceAsStream(name + ".json"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
