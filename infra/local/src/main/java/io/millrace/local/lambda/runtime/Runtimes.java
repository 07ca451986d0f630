// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;

/** Makes the pools of all functions, which share their settings and the runtime's files. */
public final class Runtimes {
  private final RuntimeSettings settings;
  private final RuntimeFiles files;
  private final LongSupplier nanoClock;

  /**
   * Finds the runtime's files; throws {@link IllegalStateException} when they are not on the class
   * path.
   */
  public Runtimes(RuntimeSettings settings) {
    this(settings, System::nanoTime);
  }

  /**
   * With another clock for how long environments are idle.
   *
   * @param nanoClock like {@link System#nanoTime}
   */
  public Runtimes(RuntimeSettings settings, LongSupplier nanoClock) {
    this.settings = settings;
    this.nanoClock = nanoClock;
    this.files = RuntimeFiles.prepare(settings.workDir());
  }

  /** The environments of a new function; those of its other versions are their siblings. */
  public EnvironmentPool pool(FunctionSpec spec, int limit) {
    try {
      FunctionLog log = new FunctionLog(settings.logDir(), spec.name());
      return new EnvironmentPool(
          spec, new FunctionShare(spec.name(), limit, settings, files, log), nanoClock);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the log directory " + settings.logDir(), e);
    }
  }
}
