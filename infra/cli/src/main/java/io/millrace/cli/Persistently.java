// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.batch.UnavailableException;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls that must go through although faults are in force; each is harmless when repeated. */
final class Persistently {

  private static final int ATTEMPTS = 100;
  private static final Duration WAIT = Duration.ofMillis(100);

  private Persistently() {}

  static void run(Runnable call) {
    call(
        () -> {
          call.run();
          return call;
        });
  }

  static <T> T call(Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (SdkException | UnavailableException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Pauses.pause(WAIT);
      }
    }
  }
}
