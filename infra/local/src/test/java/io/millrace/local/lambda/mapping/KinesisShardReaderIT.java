// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import io.millrace.local.kinesis.KinesisService;
import io.millrace.local.lambda.TestGateway;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

class KinesisShardReaderIT extends ShardReaderContract {
  private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/events";

  private TestGateway gateway;
  private KinesisService service;
  private KinesisClient kinesis;

  @BeforeEach
  void start() {
    gateway = new TestGateway();
    service = new KinesisService(Optional.empty(), InstantSource.system());
    gateway.serve(service);
    kinesis = TestClients.to(gateway.endpoint(), KinesisClient.builder());
    kinesis.createStream(request -> request.streamName("events").shardCount(1));
    kinesis.waiter().waitUntilStreamExists(request -> request.streamName("events"));
  }

  @AfterEach
  void stop() {
    kinesis.close();
    service.close();
    gateway.close();
  }

  @Override
  ShardReader reader() {
    return new KinesisShardReader(
        kinesis,
        new MappingIdentity(
            "uuid", SourceKind.KINESIS, ARN, "arn:function", "arn:role", "us-east-1"));
  }

  @Override
  void write(int count) {
    for (int i = 0; i < count; i++) {
      String key = "key-" + i;
      kinesis.putRecord(
          request ->
              request.streamName("events").partitionKey(key).data(SdkBytes.fromUtf8String("data")));
    }
  }
}
