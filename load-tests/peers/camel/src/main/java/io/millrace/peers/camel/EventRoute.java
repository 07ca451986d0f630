// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers.camel;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * From the stream (all shards) through Jackson and the look-up to PutItem.
 *
 * <p>Two options differ from the component's defaults, because with one record a poll and half a
 * second between polls nobody would run it: 1,000 records a poll, and the next poll at once while
 * there are any ({@code greedy}). Source: Camel's pages of aws2-kinesis, aws2-ddb, Threads EIP.
 */
final class EventRoute extends RouteBuilder {

  private final String stream;
  private final String table;
  private final Locate locate;
  private final int threads;

  EventRoute(String stream, String table, Locate locate, int threads) {
    this.stream = stream;
    this.table = table;
    this.locate = locate;
    this.threads = threads;
  }

  @Override
  public void configure() {
    ProcessorDefinition<?> route =
        from(
            "aws2-kinesis:"
                + stream
                + "?amazonKinesisClient=#kinesisClient&maxResultsPerRequest=1000&greedy=true");
    if (threads > 0) {
      // Faster, and no longer safe: the iterator moves on before the records are written.
      route = route.threads(threads, threads);
    }
    route
        .unmarshal()
        .json(JsonLibrary.Jackson, Map.class)
        .process(locate)
        .to("aws2-ddb:" + table + "?amazonDDBClient=#dynamoDbClient&operation=PutItem");
  }
}
