// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deployed is what is committed, byte for byte. */
class GoldenTemplateTest {

  private static final String UPDATE = "golden.update";

  @Test
  void synthesizedTemplate_isTheCommittedOne_byteForByte(@TempDir Path directory)
      throws IOException {
    String synthesized = Golden.pretty(Golden.synthesize(directory));
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(Golden.FILE, synthesized);
    }

    assertThat(Files.readString(Golden.FILE))
        .as(
            "%s against the stack; if the change is meant, run `./mvnw -pl infra/cdk test -D%s=true`"
                + " and commit the file",
            Golden.FILE, UPDATE)
        .isEqualTo(synthesized);
  }
}
