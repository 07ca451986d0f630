// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.Locale;
import java.util.Optional;

/** The stages, by the names of their functions and of their parameters. */
public enum TunedStage {
  UPLOAD(Source.QUEUE, "uploads"),
  ENRICH(Source.KINESIS, "events"),
  RESIZE(Source.QUEUE, "photos"),
  AGGREGATE(Source.TABLE_STREAM, "events"),
  PUBLISH(Source.TABLE_STREAM, "events");

  /** What feeds a stage. Poll intervals: [with-kinesis] and [with-ddb] in the Lambda guide. */
  public enum Source {
    KINESIS(1_000),
    TABLE_STREAM(250),
    QUEUE(0);

    private final double pollMillis;

    Source(double pollMillis) {
      this.pollMillis = pollMillis;
    }

    /** Time between two reads of a shard; 0 for a queue, whose long polls answer at once. */
    double pollMillis() {
      return pollMillis;
    }

    public boolean isQueue() {
      return this == QUEUE;
    }
  }

  private final Source source;
  private final String units;

  TunedStage(Source source, String units) {
    this.source = source;
    this.units = units;
  }

  public Source source() {
    return source;
  }

  /** What it works on, for texts. */
  public String units() {
    return units;
  }

  /** Short name of the function. */
  public String function() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<TunedStage> of(String function) {
    for (TunedStage stage : values()) {
      if (stage.function().equals(function)) {
        return Optional.of(stage);
      }
    }
    return Optional.empty();
  }

  /** The name of a parameter of the stack. */
  String parameter(String setting) {
    return name().charAt(0) + function().substring(1) + setting;
  }
}
