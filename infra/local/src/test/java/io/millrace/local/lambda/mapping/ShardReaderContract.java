// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.mapping.ShardReader.Cursor;
import io.millrace.local.lambda.mapping.ShardReader.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every reader of a stream promises; the stream has one shard at first. */
abstract class ShardReaderContract {
  private static final StartingPosition OLDEST = new StartingPosition.TrimHorizon();

  abstract ShardReader reader();

  /** Writes records into the only shard, in order. */
  abstract void write(int count) throws SourceException;

  private String onlyShard() throws SourceException {
    assertThat(reader().shards()).hasSize(1);
    return reader().shards().getFirst().id();
  }

  private static List<StreamRecord> readToTip(Cursor cursor) throws SourceException {
    List<StreamRecord> records = new ArrayList<>();
    Page page;
    do {
      page = cursor.read();
      records.addAll(page.records());
    } while (!page.atTip());
    return records;
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "StartingPosition",
      page = "services-kinesis-parameters",
      says = "TRIM_HORIZON begins with the oldest record.")
  void oldest_bringsAllInOrder_andThenTheTip() throws SourceException {
    write(25);
    Cursor cursor = reader().open(onlyShard(), Optional.empty(), OLDEST);

    List<StreamRecord> records = readToTip(cursor);

    assertThat(records).hasSize(25);
    assertThat(records.stream().map(StreamRecord::sequenceNumber)).doesNotHaveDuplicates();
    assertThat(records.stream().map(StreamRecord::arrivedAtMillis)).isSorted();
    write(1);
    assertThat(readToTip(cursor)).hasSize(1);
    assertThat(cursor.read().ended()).isFalse();
  }

  @Test
  void afterASequenceNumber_bringsTheRest() throws SourceException {
    write(10);
    List<StreamRecord> all = readToTip(reader().open(onlyShard(), Optional.empty(), OLDEST));

    Cursor later = reader().open(onlyShard(), Optional.of(all.get(3).sequenceNumber()), OLDEST);

    assertThat(readToTip(later)).isEqualTo(all.subList(4, 10));
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "StartingPosition",
      page = "services-kinesis-parameters",
      says = "LATEST begins with what comes after.")
  void latest_bringsOnlyWhatComes() throws SourceException {
    write(3);
    Cursor cursor = reader().open(onlyShard(), Optional.empty(), new StartingPosition.Latest());
    assertThat(readToTip(cursor)).isEmpty();
    write(2);

    assertThat(readToTip(cursor)).hasSize(2);
  }
}
