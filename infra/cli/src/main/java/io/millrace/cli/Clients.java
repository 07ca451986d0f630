// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalCloudConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** SDK clients of one cloud over one HTTP client, each made when it is asked for. */
final class Clients implements AutoCloseable {

  /** What the local cloud takes as the credentials of its user. */
  static final AwsBasicCredentials LOCAL_CREDENTIALS =
      AwsBasicCredentials.create("millrace", "millrace-local");

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** An upload of a large file may keep the socket silent for a while. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final @Nullable URI endpoint;
  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final List<SdkHttpClient> others = new ArrayList<>();
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE).build();

  private Clients(@Nullable URI endpoint, Region region, AwsCredentialsProvider credentials) {
    this.endpoint = endpoint;
    this.region = region;
    this.credentials = credentials;
  }

  /** The local cloud or another that answers at one URL. */
  static Clients ofEndpoint(URI endpoint) {
    return new Clients(
        endpoint,
        Region.of(LocalCloudConfig.REGION),
        StaticCredentialsProvider.create(LOCAL_CREDENTIALS));
  }

  /** AWS: the profile's credentials; the region of the environment or of the profile. */
  static Clients ofProfile(String profile) {
    AwsRegionProvider regions =
        new AwsRegionProviderChain(
            new SystemSettingsRegionProvider(), new AwsProfileRegionProvider(null, profile));
    try {
      return new Clients(null, regions.getRegion(), ProfileCredentialsProvider.create(profile));
    } catch (SdkClientException e) {
      throw new CommandException(
          "No region for profile " + profile + ": set AWS_REGION, or region in the profile", e);
    }
  }

  String region() {
    return region.id();
  }

  CloudFormationClient cloudFormation() {
    return configured(CloudFormationClient.builder()).build();
  }

  CloudWatchClient cloudWatch() {
    return configured(CloudWatchClient.builder()).build();
  }

  DynamoDbClient dynamoDb() {
    return configured(DynamoDbClient.builder()).build();
  }

  DynamoDbStreamsClient dynamoDbStreams() {
    return configured(DynamoDbStreamsClient.builder()).build();
  }

  KinesisClient kinesis() {
    return configured(KinesisClient.builder()).build();
  }

  LambdaClient lambda() {
    return configured(LambdaClient.builder()).build();
  }

  /**
   * Calls functions once, since a call that is tried again runs the function again, and waits for
   * them.
   *
   * @param silence how long an answer may take
   */
  LambdaClient lambdaOnce(Duration silence) {
    SdkHttpClient patient =
        UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(silence).build();
    others.add(patient);
    return configured(LambdaClient.builder())
        .httpClient(patient)
        .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  S3Client s3() {
    // At one endpoint for everything, buckets stand in the path: there is no DNS for them.
    return configured(S3Client.builder()).forcePathStyle(endpoint != null).build();
  }

  SqsClient sqs() {
    return configured(SqsClient.builder()).build();
  }

  StsClient sts() {
    return configured(StsClient.builder()).build();
  }

  private <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configured(B builder) {
    builder.httpClient(http).region(region).credentialsProvider(credentials);
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }

  @Override
  public void close() {
    http.close();
    others.forEach(SdkHttpClient::close);
  }
}
