// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.gateway.Service;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultRuleTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest(name = "{0} picks {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{'kind':'throttle'}; 1 2 3 4 5 6 7 8",
        "{'kind':'throttle','first':3}; 1 2 3",
        "{'kind':'throttle','every':3}; 3 6",
        "{'kind':'throttle','probability':1}; 1 2 3 4 5 6 7 8",
      })
  void script_picksCallsByTheirNumber(String json, String picked) throws JsonProcessingException {
    assertThat(picks(rule(json), 8)).isEqualTo(numbers(picked));
  }

  @Test
  void probability_isDecidedBySeedAndNumberAlone() throws JsonProcessingException {
    FaultRule one = rule("{'kind':'reset','probability':0.3,'seed':1}");
    assertThat(picks(one, 10_000)).hasSizeBetween(2_800, 3_200);
    assertThat(picks(one, 100))
        .isEqualTo(picks(rule("{'kind':'error','probability':0.3,'seed':1}"), 100))
        .isNotEqualTo(picks(rule("{'kind':'reset','probability':0.3,'seed':2}"), 100));
  }

  @ParameterizedTest(name = "{0}: {1} {2} {3}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{'kind':'error'}; S3; GetObject; user; true",
        "{'kind':'error','service':'s3'}; SQS; SendMessage; user; false",
        "{'kind':'error','service':'s3','operation':'PutObject'}; S3; GetObject; user; false",
        "{'kind':'error','caller':'f'}; S3; GetObject; fn:f; true",
        "{'kind':'error','caller':'f'}; S3; GetObject; poller:f; false",
        "{'kind':'error','caller':'poller:f'}; S3; GetObject; poller:f; true",
      })
  void rule_isAboutWhatItNames(
      String json, Service service, String operation, String caller, boolean expected)
      throws JsonProcessingException {
    assertThat(rule(json).isAbout(service, operation, caller)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{'kind':'slow'}; kind: 'slow', allowed are throttle, error, latency, reset, lost-answer, duplicate-event, delay-event",
        "{'kind':'error','first':0}; first: 0 (at least 1)",
        "{'kind':'error','first':1,'every':2}; first, every, probability: at most one is allowed",
        "{'kind':'error','probability':1.5}; probability: 1.5 (over 0, up to 1 is allowed)",
        "{'kind':'latency','delayMillis':-1}; delayMillis: -1 (0 to 900000 is allowed)",
        "{'kind':'delay-event','service':'sqs'}; delay-event: is about the events of s3, so no other service and no operation",
      })
  void wrongRule_isRefused_withWhatIsAllowed(String json, String message) {
    assertThatThrownBy(() -> rule(json)).rootCause().hasMessage(message);
  }

  @Test
  void ruleForAServiceThatIsNotHere_isRefused_withThoseThatAre() {
    String services =
        Stream.of(Service.values())
            .filter(service -> service != Service.MILLRACE)
            .map(service -> service.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    assertThatThrownBy(() -> rule("{'kind':'error','service':'sns'}"))
        .rootCause()
        .hasMessage("service: 'sns', allowed are " + services);
  }

  @Test
  void rule_survivesJson() throws JsonProcessingException {
    FaultRule rule = FaultRule.of(FaultKind.LOST_ANSWER, "dynamodb", "PutItem").onFirst(2).by("f");
    assertThat(JSON.readValue(JSON.writeValueAsString(rule), FaultRule.class)).isEqualTo(rule);
  }

  private static FaultRule rule(String json) throws JsonProcessingException {
    return JSON.readValue(json.replace('\'', '"'), FaultRule.class);
  }

  private static List<Long> picks(FaultRule rule, int calls) {
    return LongStream.rangeClosed(1, calls).filter(rule::picks).boxed().toList();
  }

  private static List<Long> numbers(String text) {
    return List.of(text.split(" ")).stream().map(Long::valueOf).toList();
  }
}
