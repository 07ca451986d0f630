// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.proof.RecordsTable.Change;
import io.millrace.proof.ShardedStream.Entry;
import io.millrace.shared.aws.Messages;
import io.millrace.shared.aws.StreamRecord;
import io.millrace.shared.aws.TableChange;
import io.millrace.shared.aws.TableChanges;
import java.util.List;

/** What Lambda makes of messages and records for a handler. */
final class LambdaEvents {

  private LambdaEvents() {}

  static List<Messages.Message> messages(String queue, List<Queue.Message> batch) {
    return batch.stream()
        .map(m -> new Messages.Message(m.id, m.body, m.sent, arn(queue), m.receipt(), m.receives))
        .toList();
  }

  static String arn(String queue) {
    return "arn:aws:sqs:us-east-1:000000000000:" + queue;
  }

  static List<StreamRecord> events(String shard, List<Entry<byte[]>> batch) {
    return batch.stream()
        .map(e -> new StreamRecord(shard, Long.toString(e.sequence()), e.arrived(), e.value()))
        .toList();
  }

  /** With a window, for the one mapping that has one: only these name their shard. */
  static TableChanges windowed(String shard, List<Entry<Change>> batch, boolean hideWhoRemoved) {
    return new TableChanges(
        shard, batch.stream().map(entry -> change(entry, hideWhoRemoved)).toList());
  }

  static List<TableChange> changes(List<Entry<Change>> batch) {
    return batch.stream().map(entry -> change(entry, false)).toList();
  }

  private static TableChange change(Entry<Change> entry, boolean hideWhoRemoved) {
    Change change = entry.value();
    return new TableChange(
        Long.toString(entry.sequence()),
        change.before() == null ? "INSERT" : change.after() == null ? "REMOVE" : "MODIFY",
        change.before(),
        change.after(),
        change.byTimeToLive() && !hideWhoRemoved,
        "");
  }
}
