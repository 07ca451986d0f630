// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.observe.BatchReport;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import java.time.InstantSource;
import java.util.Map;

/** What the aggregator is made of, once per environment. */
record AggregateWiring(
    Aggregator aggregator, Deadline deadline, Tracing tracing, Reporting report) {

  static AggregateWiring of(Map<String, String> env) {
    AggregateConfig config = AggregateConfig.from(env);
    Deadline deadline = Deadline.ofInvocations();
    Tracing tracing = Tracing.ofInvocations("aggregate", env);
    Ledger ledger =
        new DynamoLedger(
            Clients.dynamoDb(deadline, tracing),
            config.table(),
            config.keeping(),
            InstantSource.system());
    return new AggregateWiring(
        new Aggregator(ledger, config.limits(), Backoff.standard(deadline)),
        deadline.reserving(config.reserve()),
        tracing,
        new BatchReport("aggregate")::of);
  }
}
