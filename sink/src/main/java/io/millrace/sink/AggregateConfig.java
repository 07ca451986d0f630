// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.config.Meaning;
import io.millrace.shared.config.Settings;
import io.millrace.shared.record.Keeping;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of the aggregator.
 *
 * @param table name of the aggregates table
 * @param limits of one transaction
 * @param reserve no transaction is begun when less of the invocation's time than this remains: one
 *     call with the client's own attempts fits in
 */
record AggregateConfig(String table, Keeping keeping, RunLimits limits, Duration reserve) {

  @Meaning("Table of the aggregates")
  static final String TABLE = "AGGREGATES_TABLE";

  @Meaning("Counters of one transaction; more changes make several")
  static final String MAX_CELLS = "AGGREGATE_MAX_CELLS";

  @Meaning("How much of an invocation's time must be left to begin another transaction")
  static final String RESERVE = "AGGREGATE_RESERVE";

  private static final Duration DEFAULT_RESERVE = Duration.ofSeconds(15);
  private static final Duration MAX_RESERVE = Duration.ofMinutes(5);

  static AggregateConfig from(Map<String, String> env) {
    Settings settings = new Settings("aggregate", env);
    AggregateConfig config =
        new AggregateConfig(
            settings.text(TABLE),
            Keeping.from(settings),
            limits(settings),
            settings.duration(RESERVE, DEFAULT_RESERVE, Duration.ZERO, MAX_RESERVE));
    settings.check();
    return config;
  }

  private static RunLimits limits(Settings settings) {
    RunLimits max = RunLimits.DEFAULT;
    long cells = settings.number(MAX_CELLS, max.cells(), RunLimits.MIN_CELLS, RunLimits.MAX_CELLS);
    return new RunLimits((int) cells, max.attributes(), max.bytes());
  }
}
