// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.record.Keeping;
import io.millrace.sink.view.DynamoCells;
import io.millrace.sink.view.Verification;
import io.millrace.sink.view.Verification.Drift;
import io.millrace.sink.view.VerificationReport;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Makes the view what the records say, while nobody writes records.
 *
 * <p>First every shard's floor is raised to where the shard ends. From then on no aggregator can
 * add a change that is already in the records, whether it is in the middle of a batch or redrives
 * one later; so the cells stand still, and what they lack or have too much is added. A repair that
 * was cut short leaves differences, and the next one finds them.
 */
public final class Repair {

  /** Each round reads both tables; a second is needed only after an ambiguous failure. */
  private static final int ROUNDS = 5;

  private final Tips tips;
  private final Floors floors;
  private final Verification verification;
  private final Mender mender;

  /** Adds to the numbers of a cell. */
  @FunctionalInterface
  interface Mender {
    void add(Drift drift);
  }

  Repair(Tips tips, Floors floors, Verification verification, Mender mender) {
    this.tips = tips;
    this.floors = floors;
    this.verification = verification;
    this.mender = mender;
  }

  /** A repair of tables. */
  public static Repair of(
      DynamoDbClient dynamo,
      DynamoDbStreamsClient streams,
      String recordsTable,
      String aggregatesTable,
      Keeping keeping) {
    DynamoLedger ledger =
        new DynamoLedger(dynamo, aggregatesTable, keeping, InstantSource.system());
    DynamoCells cells = new DynamoCells(dynamo, aggregatesTable);
    return new Repair(
        new DynamoTips(dynamo, streams, recordsTable, ledger),
        ledger,
        Verification.of(dynamo, recordsTable, aggregatesTable, keeping),
        drift -> cells.add(drift, keeping));
  }

  /** How far the shards reach; as long as it changes somebody is still writing records. */
  public Map<String, String> tips() {
    return tips.read();
  }

  /**
   * What a repair did.
   *
   * @param mended numbers that were corrected
   * @param after the comparison behind it, which is exact unless somebody wrote meanwhile
   */
  public record Outcome(int mended, VerificationReport after) {}

  /**
   * Repairs.
   *
   * @throws io.millrace.shared.batch.UnavailableException when a table can't be had now; repair
   *     again
   */
  public Outcome mend() {
    Map<String, String> ends = new TreeMap<>();
    floors.shards().forEach(shard -> ends.put(shard, Sequences.HIGHEST));
    ends.putAll(tips.read());
    ends.forEach(
        (shard, end) -> {
          if (!end.equals(Sequences.NONE)) {
            floors.raise(shard, end);
          }
        });
    int mended = 0;
    for (int round = 1; round < ROUNDS; round++) {
      List<Drift> drifts = verification.drifts();
      if (drifts.isEmpty()) {
        break;
      }
      drifts.forEach(mender::add);
      mended += drifts.size();
    }
    return new Outcome(mended, verification.verify(() -> {}));
  }
}
