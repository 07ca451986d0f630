// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Settings of a mapping as the service has them by default, to be changed one by one. */
record Settings(MappingSettings build) {
  static Settings defaults() {
    return new Settings(
        new MappingSettings(
            100,
            Duration.ZERO,
            new StartingPosition.TrimHorizon(),
            1,
            -1,
            -1,
            false,
            false,
            Duration.ZERO,
            Optional.empty(),
            OptionalInt.empty(),
            EventFilter.NONE));
  }

  /** The values of a record of settings, to be changed. */
  private static final class Draft {
    private int batchSize;
    private Duration batchingWindow;
    private StartingPosition startingPosition;
    private int parallelization;
    private int retries;
    private int maximumAgeSeconds;
    private boolean bisect;
    private boolean report;
    private Duration tumblingWindow;
    private OptionalInt maximumConcurrency;
    private EventFilter filter;

    private Draft(MappingSettings from) {
      batchSize = from.batchSize();
      batchingWindow = from.batchingWindow();
      startingPosition = from.startingPosition();
      parallelization = from.parallelization();
      retries = from.maximumRetryAttempts();
      maximumAgeSeconds = from.maximumRecordAgeSeconds();
      bisect = from.bisectBatch();
      report = from.reportBatchItemFailures();
      tumblingWindow = from.tumblingWindow();
      maximumConcurrency = from.maximumConcurrency();
      filter = from.filter();
    }
  }

  private Settings with(UnaryOperator<Draft> change) {
    Draft draft = change.apply(new Draft(build));
    return new Settings(
        new MappingSettings(
            draft.batchSize,
            draft.batchingWindow,
            draft.startingPosition,
            draft.parallelization,
            draft.retries,
            draft.maximumAgeSeconds,
            draft.bisect,
            draft.report,
            draft.tumblingWindow,
            Optional.empty(),
            draft.maximumConcurrency,
            draft.filter));
  }

  Settings batchSize(int size) {
    return with(
        draft -> {
          draft.batchSize = size;
          return draft;
        });
  }

  Settings batchingWindow(Duration window) {
    return with(
        draft -> {
          draft.batchingWindow = window;
          return draft;
        });
  }

  Settings startingAt(StartingPosition position) {
    return with(
        draft -> {
          draft.startingPosition = position;
          return draft;
        });
  }

  Settings parallelization(int lanes) {
    return with(
        draft -> {
          draft.parallelization = lanes;
          return draft;
        });
  }

  Settings retries(int attempts) {
    return with(
        draft -> {
          draft.retries = attempts;
          return draft;
        });
  }

  Settings maximumAge(int seconds) {
    return with(
        draft -> {
          draft.maximumAgeSeconds = seconds;
          return draft;
        });
  }

  Settings bisecting() {
    return with(
        draft -> {
          draft.bisect = true;
          return draft;
        });
  }

  Settings reporting() {
    return with(
        draft -> {
          draft.report = true;
          return draft;
        });
  }

  Settings tumbling(Duration window) {
    return with(
        draft -> {
          draft.tumblingWindow = window;
          return draft;
        });
  }

  Settings maximumConcurrency(int most) {
    return with(
        draft -> {
          draft.maximumConcurrency = OptionalInt.of(most);
          return draft;
        });
  }

  Settings filtering(SourceKind kind, String... patterns) {
    return with(
        draft -> {
          draft.filter = EventFilter.of(kind, List.of(patterns));
          return draft;
        });
  }
}
