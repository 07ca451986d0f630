// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.aws.Backoff;
import io.millrace.shared.batch.UnavailableException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;

/** Also shows that this client, older than the SDK's core, works with it. */
final class EventBridgePhotoBusTest {

  private final FakeEventBridge eventBridge = new FakeEventBridge();
  private final PhotoBus bus =
      new EventBridgePhotoBus(
          EventBridgeClient.builder()
              .httpClient(eventBridge)
              .region(Region.EU_CENTRAL_1)
              .credentialsProvider(
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
              .build(),
          "millrace-photos",
          new Backoff(3, Duration.ZERO, Duration.ZERO, new Random(0), time -> {}));

  @Test
  void announcement_isAnEntryOfTheBus() {
    bus.announce(List.of("{\"photos\":[]}"));

    JsonNode entry = eventBridge.taken.getFirst();
    assertThat(entry.get("EventBusName").textValue()).isEqualTo("millrace-photos");
    assertThat(entry.get("Source").textValue()).isEqualTo("io.millrace");
    assertThat(entry.get("DetailType").textValue()).isEqualTo("PhotosReady");
    assertThat(entry.get("Detail").textValue()).isEqualTo("{\"photos\":[]}");
  }

  @Test
  void entries_goTenACall() {
    bus.announce(IntStream.range(0, 23).mapToObj(i -> "{\"n\":" + i + "}").toList());
    assertThat(eventBridge.entriesOfCalls).containsExactly(10, 10, 3);
  }

  @Test
  void largeEntries_goAsManyACallAsItHolds() {
    String large = "{\"n\":\"" + "x".repeat(100_000) + "\"}";
    bus.announce(Collections.nCopies(5, large));
    assertThat(eventBridge.entriesOfCalls).containsExactly(2, 2, 1);
  }

  @Test
  void nothing_makesNoCall() {
    bus.announce(List.of());
    assertThat(eventBridge.entriesOfCalls).isEmpty();
  }

  @Test
  void refusedEntry_isSentAgain_alone() {
    eventBridge.refused.add(1);
    bus.announce(List.of("{\"n\":0}", "{\"n\":1}", "{\"n\":2}"));

    assertThat(eventBridge.entriesOfCalls).containsExactly(3, 1);
    assertThat(eventBridge.taken)
        .extracting(entry -> entry.get("Detail").textValue())
        .containsExactlyInAnyOrder("{\"n\":0}", "{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void entryThatStaysRefused_isBadLuck() {
    eventBridge.refused.addAll(List.of(0, 0, 0));
    assertThatThrownBy(() -> bus.announce(List.of("{}")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("millrace-photos");
  }

  @Test
  void refusedCall_isAFaultOfOurs() {
    eventBridge.refused.add(-1);
    assertThatThrownBy(() -> bus.announce(List.of("{}")))
        .isInstanceOf(EventBridgeException.class)
        .hasMessageContaining("not yours");
  }
}
