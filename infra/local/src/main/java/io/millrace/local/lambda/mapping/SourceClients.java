// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import io.millrace.local.access.Keyring;
import io.millrace.local.access.RequestSigner;
import java.net.URI;
import java.time.InstantSource;
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
 * The clients of the Lambda service itself, all to the gateway, under the service's own name or on
 * behalf of a function, whose role then decides.
 */
public final class SourceClients implements AutoCloseable {
  private final URI endpoint;
  private final String region;
  private final SecretOf secretOf;
  private final SdkHttpClient http;
  private final KinesisClient kinesis;
  private final DynamoDbStreamsClient streams;
  private final SqsClient sqs;
  private final S3Client s3;
  private final RecordsCall getRecords;

  /** Tells the secret of an access key. */
  @FunctionalInterface
  public interface SecretOf {
    String accessKey(String key);
  }

  /** Under the name of the service. */
  public SourceClients(URI endpoint, String region, SecretOf secretOf) {
    this(
        endpoint, region, secretOf, UrlConnectionHttpClient.create(), Keyring.serviceKey("lambda"));
  }

  private SourceClients(
      URI endpoint, String region, SecretOf secretOf, SdkHttpClient http, String key) {
    this.endpoint = endpoint;
    this.region = region;
    this.secretOf = secretOf;
    this.http = http;
    AwsBasicCredentials credentials = AwsBasicCredentials.create(key, secretOf.accessKey(key));
    kinesis = to(KinesisClient.builder().httpClient(http), credentials).build();
    streams = to(DynamoDbStreamsClient.builder().httpClient(http), credentials).build();
    sqs = to(SqsClient.builder().httpClient(http), credentials).build();
    s3 = to(S3Client.builder().httpClient(http).forcePathStyle(true), credentials).build();
    getRecords =
        new RecordsCall(
            endpoint,
            http,
            new RequestSigner(key, secretOf.accessKey(key), InstantSource.system()));
  }

  /** Clients over the same connections that act for a function; need not be closed. */
  SourceClients onBehalfOf(String function) {
    return new SourceClients(endpoint, region, secretOf, http, Keyring.pollerKey(function));
  }

  private <B extends AwsClientBuilder<B, ?>> B to(B builder, AwsBasicCredentials credentials) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(StaticCredentialsProvider.create(credentials));
  }

  KinesisClient kinesis() {
    return kinesis;
  }

  DynamoDbStreamsClient streams() {
    return streams;
  }

  /** What the client of streams does too, for who wants the answer as it is. */
  RecordsCall getRecords() {
    return getRecords;
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
