// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.tune.SettingsException;
import io.millrace.load.tune.SettingsFile;
import io.millrace.load.tune.StackParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings of the stages in a cloud that a command starts. */
final class SettingsOption {

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "Settings of the stages, as CloudFormation's list of parameters in JSON; the others are the template's.")
  private @Nullable Path settings;

  boolean given() {
    return settings != null;
  }

  /**
   * Reads and checks them, before anything is started.
   *
   * @throws CommandException naming the file, the key, the value and what is allowed
   */
  Map<String, String> read(Home home) {
    return settings == null
        ? Map.of()
        : read(settings, StackParameters.of(home.template())).settings();
  }

  static SettingsFile read(Path file, StackParameters parameters) {
    try {
      return SettingsFile.read(file, parameters);
    } catch (SettingsException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the settings", e);
    }
  }
}
