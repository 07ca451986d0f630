// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the code synthesizes, once for all that is to be said of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SynthesisTest {

  /** Shorter ones are no reasons. */
  private static final int REASON_CHARACTERS = 40;

  @TempDir private static Path directory;

  private JsonNode template;
  private JsonNode findings;

  @BeforeAll
  void synthesize() {
    template = Golden.synthesize(directory);
    findings = Golden.findings(directory);
  }

  /** What is deployed is what is committed, byte for byte. */
  @Test
  void synthesizedTemplate_isTheCommittedOne_byteForByte() throws IOException {
    String synthesized = Golden.pretty(template);
    if (Boolean.getBoolean(Golden.UPDATE)) {
      Files.writeString(Golden.FILE, synthesized);
    }

    assertThat(Files.readString(Golden.FILE))
        .as(
            "%s against the stack; if the change is meant, run `./mvnw -pl infra/cdk test -D%s=true`"
                + " and commit the file",
            Golden.FILE, Golden.UPDATE)
        .isEqualTo(synthesized);
  }

  /** Checks of the AWS Solutions rule pack, errors and warnings alike. */
  @Test
  void cdkNag_findsNothing_butWhatIsMeant() {
    assertThat(findings)
        .hasSizeGreaterThan(50)
        .extracting(
            line ->
                line.path("compliance").asText()
                    + " "
                    + line.path("ruleId").asText()
                    + " "
                    + line.path("resourceId").asText()
                    + ": "
                    + line.path("ruleInfo").asText())
        .allMatch(line -> line.startsWith("Compliant ") || line.startsWith("Suppressed "));
  }

  /** A reason that nothing needs any more would hide the next finding. */
  @Test
  void everySuppression_hasAReason_andAFinding() {
    Set<String> unused = new TreeSet<>();
    for (Map.Entry<String, JsonNode> resource : template.path("Resources").properties()) {
      for (JsonNode rule : resource.getValue().at("/Metadata/cdk_nag/rules_to_suppress")) {
        String reason = rule.path("reason").asText();
        assertThat(reason)
            .as("reason of %s at %s", rule.path("id").asText(), resource.getKey())
            .hasSizeGreaterThan(REASON_CHARACTERS);
        unused.add(resource.getKey() + " " + rule.path("id").asText() + ": " + reason);
      }
    }
    assertThat(unused).isNotEmpty();
    for (JsonNode line : findings) {
      unused.remove(
          logicalId(line.path("resourceId").asText())
              + " "
              + line.path("ruleId").asText()
              + ": "
              // behind what it was found at
              + line.path("exceptionReason").asText().replaceFirst("^\\[[^]]*] ", ""));
    }
    assertThat(unused).isEmpty();
  }

  private static String logicalId(String path) {
    return path.replaceFirst("^" + MillraceApp.STACK + "/", "")
        .replaceFirst("/Resource$", "")
        .replace("/", "");
  }
}
