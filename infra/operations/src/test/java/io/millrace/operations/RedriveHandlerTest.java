// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.shared.event.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedriveHandlerTest {

  @Test
  void key_isEnoughToAsk() throws IOException {
    RedriveInput input = RedriveHandler.read("{\"key\":\"replays/x\"}".getBytes(UTF_8));

    assertThat(input).isEqualTo(new RedriveRequest("replays/x", null));
    assertThat(new RedriveRequest("replays/x", null).looksOnly()).isFalse();
    assertThat(Json.read(Json.write(new RedriveRequest("a", true)), RedriveRequest.class))
        .isEqualTo(new RedriveRequest("a", true));
  }

  @Test
  void anythingElse_isToldHowToAsk() {
    for (String wrong : List.of("{\"object\":1}", "{\"scheduled\":\"soon\"}")) {
      assertThatThrownBy(() -> RedriveHandler.read(wrong.getBytes(UTF_8)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("{\"key\": \"aws/lambda/…\", \"dryRun\": false}")
          .hasMessageContaining("{\"scheduled\": \"2026-11-20T10:00:00Z\"}");
    }
  }

  /** What EventBridge Scheduler puts for {@code <aws.scheduler.scheduled-time>}. */
  @Test
  void schedule_asksWithItsTime() throws IOException {
    assertThat(RedriveHandler.read("{\"scheduled\":\"2026-11-23T22:00:00Z\"}".getBytes(UTF_8)))
        .isEqualTo(new ScheduledRedrive("2026-11-23T22:00:00Z"));
  }

  @Test
  void priming_asksForAnObjectThatMayBeAskedFor_andOnlyLooks() throws IOException {
    RedriveInput input = RedriveHandler.read(RedriveHandler.primingEvent().getBytes(UTF_8));

    assertThat(input)
        .isInstanceOfSatisfying(
            RedriveRequest.class,
            request -> {
              assertThat(FailureKeys.isWaiting(request.key())).isTrue();
              assertThat(request.looksOnly()).isTrue();
            });
  }
}
