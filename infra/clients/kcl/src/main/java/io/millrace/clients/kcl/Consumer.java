// SPDX-License-Identifier: Apache-2.0
package io.millrace.clients.kcl;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.metrics.MetricsLevel;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/** One worker of the library, by polling; its defaults, but for waits that would only cost time. */
record Consumer(String worker, Scheduler scheduler) {
  private static final long FAILOVER_MILLIS = 2_000;
  private static final long POLL_MILLIS = 250;
  private static final int STOP_SECONDS = 30;

  static Consumer start(Clients clients, String stream, Ledger ledger) {
    String worker = "worker-1";
    ConfigsBuilder configs =
        new ConfigsBuilder(
            new SingleStreamTracker(
                stream,
                InitialPositionInStreamExtended.newInitialPosition(
                    InitialPositionInStream.TRIM_HORIZON)),
            // Names the lease tables.
            stream,
            clients.kinesis(),
            clients.dynamo(),
            clients.cloudWatch(),
            worker,
            () -> new LedgerProcessor(ledger));
    Scheduler scheduler =
        new Scheduler(
            configs.checkpointConfig(),
            configs
                .coordinatorConfig()
                .parentShardPollIntervalMillis(POLL_MILLIS)
                .shardConsumerDispatchPollIntervalMillis(POLL_MILLIS),
            configs.leaseManagementConfig().failoverTimeMillis(FAILOVER_MILLIS),
            configs.lifecycleConfig(),
            configs.metricsConfig().metricsLevel(MetricsLevel.NONE),
            configs.processorConfig(),
            configs
                .retrievalConfig()
                .retrievalSpecificConfig(
                    new PollingConfig(stream, clients.kinesis())
                        .idleTimeBetweenReadsInMillis(POLL_MILLIS)));
    Thread.ofPlatform().daemon().name("kcl").start(scheduler);
    return new Consumer(worker, scheduler);
  }

  /** Checkpoints, gives the leases back and returns when the library is still. */
  void stop() throws InterruptedException, TimeoutException {
    try {
      scheduler.startGracefulShutdown().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the library did not stop", e.getCause());
    }
  }
}
