// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckpointsTest {
  @TempDir Path directory;

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "Checkpoint",
      page = "invocation-eventsourcemapping",
      says = "Checkpoints outlive the pollers.",
      note = "with a data directory they survive a restart, an open window with its state included")
  void checkpoint_survives_withItsWindow() {
    TumblingWindow window =
        TumblingWindow.at(61_000, Duration.ofSeconds(60))
            .withState(JsonNodeFactory.instance.objectNode().put("sum", "3"));
    Checkpoint open = new Checkpoint(Optional.of("42"), false, Optional.of(window));
    Checkpoint ended = new Checkpoint(Optional.empty(), true, Optional.empty());
    FileCheckpoints first = new FileCheckpoints(directory.resolve("checkpoints"));

    first.put("a", open);
    first.put("b", ended);

    FileCheckpoints second = new FileCheckpoints(directory.resolve("checkpoints"));
    assertThat(second.get("a")).isEqualTo(open);
    assertThat(second.get("b")).isEqualTo(ended);
    assertThat(second.get("c")).isEqualTo(Checkpoint.NONE);
  }

  @Test
  void clear_forgetsAll() {
    FileCheckpoints checkpoints = new FileCheckpoints(directory.resolve("checkpoints"));
    checkpoints.put("a", new Checkpoint(Optional.of("1"), false, Optional.empty()));

    checkpoints.clear();

    assertThat(checkpoints.get("a")).isEqualTo(Checkpoint.NONE);
    assertThat(directory.resolve("checkpoints")).doesNotExist();
  }
}
