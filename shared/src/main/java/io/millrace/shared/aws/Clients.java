// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * SDK clients of a function. Region, credentials and endpoint come from the environment, so the
 * same jar speaks to AWS and to the local cloud.
 */
public final class Clients {

  /** One attempt of a call must leave time for another within any function's timeout. */
  private static final Duration ATTEMPT = Duration.ofSeconds(10);

  private static final Duration CALL = Duration.ofSeconds(30);
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private Clients() {}

  public static KinesisClient kinesis() {
    return configured(KinesisClient.builder()).build();
  }

  public static DynamoDbClient dynamoDb() {
    return configured(DynamoDbClient.builder()).build();
  }

  public static S3Client s3() {
    return configured(S3Client.builder()).build();
  }

  public static SqsClient sqs() {
    return configured(SqsClient.builder()).build();
  }

  /** The settings that every client shares. */
  public static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configured(
      B builder) {
    return builder
        .httpClient(http())
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .build());
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(CONNECT)
        .socketTimeout(ATTEMPT)
        .build();
  }
}
