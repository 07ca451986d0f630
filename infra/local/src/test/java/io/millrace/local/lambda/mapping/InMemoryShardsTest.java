// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.lambda.mapping.ShardReader.Cursor;
import io.millrace.local.lambda.mapping.ShardReader.Page;
import io.millrace.local.lambda.mapping.ShardReader.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InMemoryShardsTest extends ShardReaderContract {
  private final InMemoryShards shards = new InMemoryShards().shard("only");

  @Override
  ShardReader reader() {
    return shards;
  }

  @Override
  void write(int count) {
    for (int i = 0; i < count; i++) {
      shards.put("only", "any");
    }
  }

  @Test
  void closedShard_endsAfterItsLastRecord_andNamesItsChildren() throws SourceException {
    write(5);
    shards.shard("child", "only");
    Cursor cursor = shards.open("only", Optional.empty(), new StartingPosition.TrimHorizon());

    List<StreamRecord> records = new ArrayList<>();
    Page page = cursor.read();
    while (!page.ended()) {
      records.addAll(page.records());
      page = cursor.read();
    }
    records.addAll(page.records());

    assertThat(records).hasSize(5);
    assertThat(shards.shards())
        .containsExactly(new Shard("only", Set.of()), new Shard("child", Set.of("only")));
  }
}
