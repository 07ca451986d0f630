// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.time.Deadline;
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
 * same jar speaks to AWS and to the local cloud. A call and its repetitions end with the time that
 * the deadline leaves for work.
 */
public final class Clients {

  /** One attempt of a call must leave time for another within any function's timeout. */
  static final Duration ATTEMPT = Duration.ofSeconds(10);

  /** All attempts of a call together. */
  static final Duration CALL = Duration.ofSeconds(30);

  private static final Duration CONNECT = Duration.ofSeconds(3);

  private Clients() {}

  /** For a caller that nobody ends. */
  public static KinesisClient kinesis() {
    return kinesis(Deadline.none());
  }

  public static KinesisClient kinesis(Deadline deadline) {
    return configured(KinesisClient.builder(), deadline).build();
  }

  /** For a caller that nobody ends. */
  public static DynamoDbClient dynamoDb() {
    return dynamoDb(Deadline.none());
  }

  public static DynamoDbClient dynamoDb(Deadline deadline) {
    return configured(DynamoDbClient.builder(), deadline).build();
  }

  /** For a caller that nobody ends. */
  public static S3Client s3() {
    return s3(Deadline.none());
  }

  public static S3Client s3(Deadline deadline) {
    return configured(S3Client.builder(), deadline).build();
  }

  /** For a caller that nobody ends. */
  public static SqsClient sqs() {
    return sqs(Deadline.none());
  }

  public static SqsClient sqs(Deadline deadline) {
    return configured(SqsClient.builder(), deadline).build();
  }

  /** The settings that every client shares. */
  public static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configured(
      B builder, Deadline deadline) {
    return builder
        .httpClient(http())
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .addExecutionInterceptor(new WithinDeadline(deadline))
                .build());
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(CONNECT)
        .socketTimeout(ATTEMPT)
        .build();
  }
}
