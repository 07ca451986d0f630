// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes the pools of all functions, which share their settings and the runtime's files. */
public final class Runtimes {
  private final RuntimeSettings settings;
  private final RuntimeFiles files;

  /**
   * Finds the runtime's files; throws {@link IllegalStateException} when they are not on the class
   * path.
   */
  public Runtimes(RuntimeSettings settings) {
    this.settings = settings;
    this.files = RuntimeFiles.prepare(settings.workDir());
  }

  public EnvironmentPool pool(FunctionSpec spec, int limit) {
    try {
      return new EnvironmentPool(
          spec, limit, settings, files, new FunctionLog(settings.logDir(), spec.name()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the log directory " + settings.logDir(), e);
    }
  }
}
