// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The harness's own clients of a local cloud. */
final class Clients implements AutoCloseable {
  private final KinesisClient kinesis;
  private final DynamoDbClient dynamoDb;
  private final LambdaClient lambda;
  private final CloudFormationClient cloudFormation;
  private final S3Client s3;

  Clients(LocalCloud cloud) {
    kinesis = at(cloud, KinesisClient.builder()).build();
    dynamoDb = at(cloud, DynamoDbClient.builder()).build();
    lambda = at(cloud, LambdaClient.builder()).build();
    cloudFormation = at(cloud, CloudFormationClient.builder()).build();
    s3 = at(cloud, S3Client.builder().forcePathStyle(true)).build();
  }

  KinesisClient kinesis() {
    return kinesis;
  }

  DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  LambdaClient lambda() {
    return lambda;
  }

  CloudFormationClient cloudFormation() {
    return cloudFormation;
  }

  S3Client s3() {
    return s3;
  }

  @Override
  public void close() {
    kinesis.close();
    dynamoDb.close();
    lambda.close();
    cloudFormation.close();
    s3.close();
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(LocalCloud cloud, B builder) {
    return builder
        .endpointOverride(cloud.endpoint())
        .region(Region.of(cloud.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(cloud.accessKeyId(), cloud.secretAccessKey())));
  }
}
