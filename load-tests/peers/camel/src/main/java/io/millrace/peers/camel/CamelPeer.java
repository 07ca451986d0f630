// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers.camel;

import com.maxmind.db.CHMCache;
import com.maxmind.geoip2.DatabaseReader;
import java.nio.file.Path;
import org.apache.camel.main.Main;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Runs the route until it is ended. Region, credentials and endpoint come from the environment, as
 * for any program with the SDK.
 *
 * <p>Arguments: the stream, the table, the GeoIP2 database, and the number of threads of the route
 * (0 = those of the consumer alone).
 */
public final class CamelPeer {

  private CamelPeer() {}

  /** See above. */
  public static void main(String[] arguments) throws Exception {
    DatabaseReader places =
        new DatabaseReader.Builder(Path.of(arguments[2]).toFile())
            .withCache(new CHMCache())
            .build();
    Main main = new Main();
    main.bind(
        "kinesisClient", KinesisClient.builder().httpClient(ApacheHttpClient.create()).build());
    main.bind(
        "dynamoDbClient", DynamoDbClient.builder().httpClient(ApacheHttpClient.create()).build());
    main.configure()
        .addRoutesBuilder(
            new EventRoute(
                arguments[0], arguments[1], new Locate(places), Integer.parseInt(arguments[3])));
    main.run();
  }
}
