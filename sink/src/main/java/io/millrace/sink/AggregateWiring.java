// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.observe.BatchReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** What the aggregator is made of, once per environment. */
record AggregateWiring(Aggregator aggregator, Duration reserve, Reporting report) {

  static AggregateWiring of(Map<String, String> env) {
    AggregateConfig config = AggregateConfig.from(env);
    Ledger ledger =
        new DynamoLedger(
            Clients.dynamoDb(), config.table(), config.keeping(), InstantSource.system());
    return new AggregateWiring(
        new Aggregator(ledger, config.limits(), Backoff.standard()),
        config.reserve(),
        new BatchReport("aggregate")::of);
  }
}
