// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A cloud in which the stack is deployed: the backend of the suite. */
public interface Cloud extends AutoCloseable {

  /** Name of the stack, which every physical name begins with. */
  String stack();

  /** Whether it does what AWS does; where not, a test asserts what it does instead. */
  boolean can(Capability capability);

  /** The physical name of a resource, by the name that {@code millrace status --json} gives it. */
  String resource(String name);

  S3Client s3();

  DynamoDbClient dynamoDb();

  KinesisClient kinesis();

  SqsClient sqs();

  LambdaClient lambda();

  CloudFormationClient cloudFormation();

  /** Waits until everything that was put in has been processed, archive included. */
  void awaitIdle();

  /** Runs the millrace command against this cloud. */
  Millrace.Result millrace(String... arguments);

  /** The same cloud, deployed to and asked in the way of those that somebody else runs. */
  DeployedCloud byApiAlone();

  @Override
  void close();
}
