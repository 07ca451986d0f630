// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Part;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A local cloud with {@code --data} goes on where it was. */
final class RestartE2E {

  @TempDir private Path folder;

  @Test
  void everythingIsThereAfterARestart_andNothingCountsTwice() {
    String data = folder.resolve("data").toString();
    try (Cloud cloud = LocalCloudProcess.start(folder, "--data", data)) {
      upload(cloud, "before");
      cloud.awaitIdle();
      assertThat(sources(cloud)).containsExactly("before");
    }
    try (Cloud cloud = LocalCloudProcess.start(folder, "--data", data)) {
      assertThat(sources(cloud)).containsExactly("before");
      upload(cloud, "after");
      cloud.awaitIdle();
      assertThat(sources(cloud)).containsExactlyInAnyOrder("before", "after");
      assertThat(cloud.millrace("verify", "--json").out()).contains("\"exact\":true");
    }
  }

  private static List<String> sources(Cloud cloud) {
    return Records.where(cloud, EventPart.class::isInstance).stream()
        .map((Part part) -> ((EventPart) part).source())
        .toList();
  }

  private static void upload(Cloud cloud, String source) {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\",\"time\":\""
            + Instant.now()
            + "\",\"source\":\""
            + source
            + "\"}";
    try (S3Client s3 = cloud.s3()) {
      s3.putObject(
          r -> r.bucket(cloud.resource("uploadsBucket")).key(source + ".ndjson"),
          RequestBody.fromBytes(event.getBytes(UTF_8)));
    }
  }
}
