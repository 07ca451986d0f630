// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.shared.event.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RedriveHandlerTest {

  @Test
  void key_isEnoughToAsk() throws IOException {
    RedriveRequest request = RedriveHandler.request("{\"key\":\"replays/x\"}".getBytes(UTF_8));

    assertThat(request).isEqualTo(new RedriveRequest("replays/x", null));
    assertThat(request.looksOnly()).isFalse();
    assertThat(Json.read(Json.write(new RedriveRequest("a", true)), RedriveRequest.class))
        .isEqualTo(new RedriveRequest("a", true));
  }

  @Test
  void anythingElse_isToldHowToAsk() {
    assertThatThrownBy(() -> RedriveHandler.request("{\"object\":1}".getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("{\"key\": \"aws/lambda/…\", \"dryRun\": false}")
        .hasMessageContaining("key");
  }

  @Test
  void priming_asksForAnObjectThatMayBeAskedFor_andOnlyLooks() throws IOException {
    RedriveRequest request = RedriveHandler.request(RedriveHandler.primingEvent().getBytes(UTF_8));

    assertThat(FailureKeys.isWaiting(request.key())).isTrue();
    assertThat(request.looksOnly()).isTrue();
  }
}
