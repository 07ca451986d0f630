// SPDX-License-Identifier: Apache-2.0
package io.millrace.clients.kcl;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The clients that the library wants, at the endpoint of the local cloud. */
record Clients(
    KinesisAsyncClient kinesis, DynamoDbAsyncClient dynamo, CloudWatchAsyncClient cloudWatch)
    implements AutoCloseable {

  static Clients of(URI endpoint) {
    return new Clients(
        at(endpoint, KinesisAsyncClient.builder()).build(),
        at(endpoint, DynamoDbAsyncClient.builder()).build(),
        // Not called: metrics are off.
        at(endpoint, CloudWatchAsyncClient.builder()).build());
  }

  /** HTTP/1.1 by name: by itself the Kinesis client speaks HTTP/2 without asking. */
  private static <B extends AwsAsyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B at(
      URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create("millrace", "millrace-local")))
        .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1));
  }

  @Override
  public void close() {
    kinesis.close();
    dynamo.close();
    cloudWatch.close();
  }
}
