// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of a mapping as the service has them by default, to be changed one by one. */
record Settings(
    int batchSize,
    Duration batchingWindow,
    int parallelization,
    int retries,
    int maximumAgeSeconds,
    boolean bisect,
    boolean report,
    Duration tumblingWindow) {

  static Settings defaults() {
    return new Settings(100, Duration.ZERO, 1, -1, -1, false, false, Duration.ZERO);
  }

  Settings batchSize(int size) {
    return new Settings(
        size,
        batchingWindow,
        parallelization,
        retries,
        maximumAgeSeconds,
        bisect,
        report,
        tumblingWindow);
  }

  Settings batchingWindow(Duration window) {
    return new Settings(
        batchSize,
        window,
        parallelization,
        retries,
        maximumAgeSeconds,
        bisect,
        report,
        tumblingWindow);
  }

  Settings parallelization(int lanes) {
    return new Settings(
        batchSize,
        batchingWindow,
        lanes,
        retries,
        maximumAgeSeconds,
        bisect,
        report,
        tumblingWindow);
  }

  Settings retries(int attempts) {
    return new Settings(
        batchSize,
        batchingWindow,
        parallelization,
        attempts,
        maximumAgeSeconds,
        bisect,
        report,
        tumblingWindow);
  }

  Settings maximumAge(int seconds) {
    return new Settings(
        batchSize,
        batchingWindow,
        parallelization,
        retries,
        seconds,
        bisect,
        report,
        tumblingWindow);
  }

  Settings bisecting() {
    return new Settings(
        batchSize,
        batchingWindow,
        parallelization,
        retries,
        maximumAgeSeconds,
        true,
        report,
        tumblingWindow);
  }

  Settings reporting() {
    return new Settings(
        batchSize,
        batchingWindow,
        parallelization,
        retries,
        maximumAgeSeconds,
        bisect,
        true,
        tumblingWindow);
  }

  Settings tumbling(Duration window) {
    return new Settings(
        batchSize,
        batchingWindow,
        parallelization,
        retries,
        maximumAgeSeconds,
        bisect,
        report,
        window);
  }

  MappingSettings build() {
    return new MappingSettings(
        batchSize,
        batchingWindow,
        new StartingPosition.TrimHorizon(),
        parallelization,
        retries,
        maximumAgeSeconds,
        bisect,
        report,
        tumblingWindow,
        Optional.empty(),
        OptionalInt.empty());
  }
}
