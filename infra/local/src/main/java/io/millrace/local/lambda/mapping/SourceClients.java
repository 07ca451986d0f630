// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The clients of the Lambda service itself, all to the gateway and under one name, so that a meter
 * can tell them apart.
 */
public final class SourceClients implements AutoCloseable {
  private static final String ACCESS_KEY = "poller";

  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final KinesisClient kinesis;
  private final DynamoDbStreamsClient streams;
  private final SqsClient sqs;
  private final S3Client s3;

  public SourceClients(URI endpoint, String region) {
    kinesis = to(KinesisClient.builder().httpClient(http), endpoint, region).build();
    streams = to(DynamoDbStreamsClient.builder().httpClient(http), endpoint, region).build();
    sqs = to(SqsClient.builder().httpClient(http), endpoint, region).build();
    s3 = to(S3Client.builder().httpClient(http).forcePathStyle(true), endpoint, region).build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B to(B builder, URI endpoint, String region) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(ACCESS_KEY, "millrace-local")));
  }

  KinesisClient kinesis() {
    return kinesis;
  }

  DynamoDbStreamsClient streams() {
    return streams;
  }

  public SqsClient sqs() {
    return sqs;
  }

  /** Functions' code comes from here too. */
  public S3Client s3() {
    return s3;
  }

  @Override
  public void close() {
    kinesis.close();
    streams.close();
    sqs.close();
    s3.close();
    http.close();
  }
}
