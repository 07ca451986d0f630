// SPDX-License-Identifier: Apache-2.0
package io.millrace.clients.kcl;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;

/** Writes what one shard brings into the ledger, and a checkpoint after each batch. */
final class LedgerProcessor implements ShardRecordProcessor {
  private final Ledger ledger;
  private @Nullable String shard;

  LedgerProcessor(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void initialize(InitializationInput input) {
    shard = input.shardId();
    ledger.begun(input.shardId());
  }

  @Override
  public void processRecords(ProcessRecordsInput input) {
    input
        .records()
        .forEach(
            entry ->
                ledger.arrived(
                    shard(),
                    entry.partitionKey(),
                    Integer.parseInt(StandardCharsets.US_ASCII.decode(entry.data()).toString())));
    checkpoint(input.checkpointer());
  }

  @Override
  public void shardEnded(ShardEndedInput input) {
    ledger.finished(shard());
    checkpoint(input.checkpointer());
  }

  @Override
  public void leaseLost(LeaseLostInput input) {
    // What was not checkpointed comes again; the ledger counts it as a duplicate.
  }

  @Override
  public void shutdownRequested(ShutdownRequestedInput input) {
    checkpoint(input.checkpointer());
  }

  private String shard() {
    return String.valueOf(shard);
  }

  private void checkpoint(RecordProcessorCheckpointer checkpointer) {
    try {
      checkpointer.checkpoint();
    } catch (InvalidStateException | ShutdownException e) {
      System.err.println("kcl-walk: no checkpoint in " + shard() + ": " + e.getMessage());
    }
  }
}
