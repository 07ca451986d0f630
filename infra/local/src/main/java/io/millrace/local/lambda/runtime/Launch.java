// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.nio.file.Path;
import java.util.List;

/**
 * How the JVM of a function is started.
 *
 * @param before the command that starts it, such as {@code taskset -c 0}; empty for none
 * @param options of the JVM: collector, compiler, class data
 * @param code the deployable jar that it runs
 * @param training whether it writes class data at its end: those are for the class path of a
 *     function, to which what the local cloud adds is appended
 */
public record Launch(List<String> before, List<String> options, Path code, boolean training) {

  /**
   * One collector thread, and the quick compiler alone: what AWS's own Java runtimes have by
   * default for a function that is not kept warm.
   */
  public static final List<String> LEAN = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  public Launch {
    before = List.copyOf(before);
    options = List.copyOf(options);
  }

  /** With class data where there are some, unless a debugger is to see every class loaded. */
  static Launch of(FunctionSpec spec, RuntimeSettings settings) {
    if (settings.debug().of(spec.name()).isPresent()) {
      return new Launch(List.of(), LEAN, spec.code(), false);
    }
    return ClassData.current()
        .flatMap(data -> data.of(spec))
        .map(trained -> new Launch(List.of(), trained.options(), trained.jar(), false))
        .orElseGet(() -> new Launch(List.of(), LEAN, spec.code(), false));
  }
}
