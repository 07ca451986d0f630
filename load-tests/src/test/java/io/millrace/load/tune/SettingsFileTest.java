// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {

  private final StackParameters parameters;
  private final Path file;

  SettingsFileTest(@TempDir Path folder) throws IOException {
    parameters =
        StackParameters.of(Files.readString(Path.of("../infra/cdk/millrace.template.json")));
    file = folder.resolve("settings.json");
  }

  @Test
  void whatIsWritten_isRead_andWhatStoodThereStays() throws IOException {
    Files.writeString(
        file,
        """
        [{"ParameterKey": "ArtifactsBucket", "ParameterValue": "mine"},
         {"ParameterKey": "EnrichBatchSize", "ParameterValue": "50"}]
        """);
    SettingsFile merged =
        SettingsFile.read(file, parameters)
            .with(Map.of("EnrichBatchSize", "500", "EnrichWindowSeconds", "0"));
    merged.write(file);

    SettingsFile again = SettingsFile.read(file, parameters);
    assertThat(again).isEqualTo(merged);
    assertThat(again.values()).containsEntry("ArtifactsBucket", "mine");
    assertThat(again.settings())
        .isEqualTo(Map.of("EnrichBatchSize", "500", "EnrichWindowSeconds", "0"));
    assertThat(Files.readString(file))
        .startsWith("[\n  {\"ParameterKey\":\"ArtifactsBucket\",\"ParameterValue\":\"mine\"},\n");
  }

  /** Those that a stack is deployed with. */
  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void profile_isASettingsFile(String profile) throws IOException {
    SettingsFile read =
        SettingsFile.read(Path.of("../infra/cdk/settings", profile + ".json"), parameters);

    assertThat(read.settings()).containsEntry("Profile", profile).containsKey("EnrichBatchSize");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | a list is expected",
        "[ | no JSON",
        "[{'ParameterKey':'EnrichBatchSize'}] | allowed are ParameterKey and ParameterValue",
        "[{'ParameterKey':'EnrichBatchSize','ParameterValue':100}] | both texts",
        "[{'ParameterKey':'EnrichBatchSize','UsePreviousValue':true}] | allowed are ParameterKey",
        "[{'ParameterKey':'EnrichBatch','ParameterValue':'1'}] | EnrichBatch is no setting of the stack, allowed are A",
        "[{'ParameterKey':'AggregateParallelization','ParameterValue':'1'}] | AggregateParallelization is no setting",
        "[{'ParameterKey':'EnrichBatchSize','ParameterValue':'0'}] | EnrichBatchSize is \"0\", allowed is a whole number 1 to 10000",
        "[{'ParameterKey':'StreamMode','ParameterValue':'on demand'}] | StreamMode is \"on demand\", allowed are ON_DEMAND, PROVISIONED",
        "[{'ParameterKey':'LogRetentionDays','ParameterValue':'8'}] | LogRetentionDays is \"8\", allowed are 1, 3, 5,",
        "[{'ParameterKey':'Profile','ParameterValue':'Dev'}] | Profile is \"Dev\", allowed is what matches [a-z]",
        "[{'ParameterKey':'EnrichBatchSize','ParameterValue':'1.5'}] | EnrichBatchSize is \"1.5\"",
        "[{'ParameterKey':'ResizeBatchSize','ParameterValue':'11'}] | allowed is a whole number 1 to 10",
        "[{'ParameterKey':'EnrichBatchSize','ParameterValue':'1'},{'ParameterKey':'EnrichBatchSize','ParameterValue':'1'}] | twice",
      })
  void whatTheStackWouldRefuse_isRefused_withTheFileAndWhatIsAllowed(String text, String problem)
      throws IOException {
    Files.writeString(file, text.replace('\'', '"'));

    assertThatThrownBy(() -> SettingsFile.read(file, parameters))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(problem);
  }
}
