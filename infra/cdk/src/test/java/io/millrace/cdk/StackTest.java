// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the stack promises, read from the committed template: {@link GoldenTemplateTest} says that
 * it is the stack's.
 */
class StackTest {

  /** What CloudFormation takes as the body of a template. */
  private static final int BODY_BYTES = 51_200;

  private final JsonNode template = Golden.read(Golden.FILE);
  private final JsonNode resources = template.path("Resources");

  @Test
  void template_fitsTheBodyOfOneCall() throws IOException {
    assertThat(Files.size(Golden.FILE)).isLessThan(BODY_BYTES);
  }

  @Test
  void template_needsNoBootstrap_noAssets_andNoCodeOfItsOwn() {
    assertThat(template.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("Description", "Parameters", "Resources", "Outputs");
    assertThat(resources.properties())
        .extracting(it -> it.getValue().path("Type").asText())
        .noneMatch(type -> type.startsWith("Custom::") || type.startsWith("AWS::CDK"));
    assertThat(template.toString()).doesNotContain("ZipFile", "cdk-hnb659fds", "aws:cdk:path");
  }

  @Test
  void logicalIds_areNamesWithoutHashes() {
    assertThat(resources.properties())
        .extracting(Map.Entry::getKey)
        .noneMatch(id -> id.matches(".*[0-9A-F]{8}"));
  }

  @ParameterizedTest
  @CsvSource({
    "UploadFunction, upload, io.millrace.ingest.UploadHandler, ingest.jar, 120, 1024",
    "EnrichFunction, enrich, io.millrace.enrich.EnrichHandler, enrich.jar, 60, 1024",
    "ResizeFunction, resize, io.millrace.transform.ResizeHandler, transform.jar, 120, 2048",
    "AggregateFunction, aggregate, io.millrace.sink.AggregateHandler, sink.jar, 60, 1024",
    "PublishFunction, publish, io.millrace.sink.PublishHandler, sink.jar, 60, 1024",
    "RedriveFunction, redrive, io.millrace.operations.RedriveHandler, operations.jar, 300, 1024",
  })
  void function_isJava25OnArm_withItsJarAndLimits(
      String id, String name, String handler, String jar, int timeout, int memory) {
    JsonNode function = properties(id, "AWS::Lambda::Function");

    assertThat(function.path("FunctionName").path("Fn::Sub").asText())
        .isEqualTo("${AWS::StackName}-" + name);
    assertThat(function.path("Runtime").asText()).isEqualTo("java25");
    assertThat(function.path("Architectures").path(0).asText()).isEqualTo("arm64");
    assertThat(function.path("Handler").asText()).isEqualTo(handler + "::handleRequest");
    assertThat(function.path("Code").path("S3Key").path("Fn::Sub").asText())
        .isEqualTo("${ArtifactsPrefix}" + jar);
    assertThat(function.path("Timeout").asInt()).isEqualTo(timeout);
    assertThat(value(function.path("MemorySize")).asInt()).isEqualTo(memory);
    assertThat(function.has("ReservedConcurrentExecutions")).isFalse();
    JsonNode logging = function.path("LoggingConfig");
    assertThat(logging.path("LogFormat").asText()).isEqualTo("JSON");
    assertThat(
            properties(logging.path("LogGroup").path("Ref").asText(), "AWS::Logs::LogGroup")
                .path("RetentionInDays")
                .asInt())
        .isEqualTo(14);
  }

  @ParameterizedTest
  @CsvSource({
    "UploadFunction, EVENTS_STREAM IDEMPOTENCY_TABLE RECORDS_TABLE REJECTS_BUCKET"
        + " UPLOADS_QUEUE_URL",
    "EnrichFunction, RECORDS_TABLE REJECTS_BUCKET RESIZE_QUEUE_URL",
    "ResizeFunction, IDEMPOTENCY_TABLE RECORDS_TABLE REJECTS_BUCKET RENDITIONS_BUCKET"
        + " RESIZE_QUEUE_URL",
    "AggregateFunction, AGGREGATES_TABLE",
    "PublishFunction, ARCHIVE_BUCKET PHOTO_EVENT_BUS",
    "RedriveFunction, FAILURES_BUCKET RECORDS_TABLE IDEMPOTENCY_TABLE",
  })
  void function_isToldItsResources_andNothingElse(String id, String keys) {
    assertThat(properties(id, "AWS::Lambda::Function").at("/Environment/Variables").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(keys.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "UploadMapping, UploadsQueue, UploadFunction, 1, 4",
    "ResizeMapping, ResizeQueue, ResizeFunction, 4, 8",
  })
  void queueMapping_reportsItemFailures_andBoundsConcurrency(
      String id, String queue, String function, int batch, int concurrency) {
    JsonNode mapping = mapping(id, queue, "Arn", function, batch, 0);

    assertThat(value(mapping.at("/ScalingConfig/MaximumConcurrency")).asInt())
        .isEqualTo(concurrency);
  }

  @ParameterizedTest
  @CsvSource({
    "EnrichMapping, EventsStream, Arn, EnrichFunction, 100, 0, 10",
    "AggregateMapping, RecordsTable, StreamArn, AggregateFunction, 1000, 1, 20",
    "PublishMapping, RecordsTable, StreamArn, PublishFunction, 1000, 5, 20",
  })
  void streamMapping_startsAtTheHorizon_bisects_andKeepsWhatRanOut(
      String id, String source, String arn, String function, int batch, int window, int retries) {
    JsonNode mapping = mapping(id, source, arn, function, batch, window);

    assertThat(mapping.path("StartingPosition").asText()).isEqualTo("TRIM_HORIZON");
    assertThat(mapping.path("BisectBatchOnFunctionError").asBoolean()).isTrue();
    assertThat(mapping.path("MaximumRetryAttempts").asInt()).isEqualTo(retries);
    assertThat(mapping.at("/DestinationConfig/OnFailure/Destination/Fn::GetAtt/0").asText())
        .isEqualTo("FailuresBucket");
    assertThat(value(mapping.path("ParallelizationFactor")).asInt(1)).isEqualTo(1);
  }

  @Test
  void aggregateMapping_hasATumblingWindow_toBeToldTheShard() {
    JsonNode mapping = properties("AggregateMapping", "AWS::Lambda::EventSourceMapping");

    assertThat(mapping.path("TumblingWindowInSeconds").asInt()).isEqualTo(60);
    assertThat(mapping.path("ParallelizationFactor").asInt()).isEqualTo(1);
  }

  @Test
  void recordsStream_hasTwoConsumers_asManyAsAShardAllows() {
    assertThat(resources.properties())
        .filteredOn(it -> it.getValue().path("Type").asText().endsWith("::EventSourceMapping"))
        .filteredOn(
            it ->
                it.getValue()
                    .at("/Properties/EventSourceArn/Fn::GetAtt/0")
                    .asText()
                    .equals("RecordsTable"))
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("AggregateMapping", "PublishMapping");
  }

  @ParameterizedTest
  @CsvSource({
    "UploadsQueue, UploadsDeadLetterQueue, UploadFunction",
    "ResizeQueue, ResizeDeadLetterQueue, ResizeFunction",
  })
  void queue_givesSixTimeouts_andFiveTries(String id, String deadLetters, String function) {
    JsonNode queue = properties(id, "AWS::SQS::Queue");
    int timeout = properties(function, "AWS::Lambda::Function").path("Timeout").asInt();

    assertThat(queue.path("VisibilityTimeout").asInt()).isEqualTo(6 * timeout);
    assertThat(queue.at("/RedrivePolicy/maxReceiveCount").asInt()).isEqualTo(5);
    assertThat(queue.at("/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt/0").asText())
        .isEqualTo(deadLetters);
    assertThat(properties(deadLetters, "AWS::SQS::Queue").path("MessageRetentionPeriod").asInt())
        .isEqualTo(14 * 86_400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UploadsBucket",
        "RenditionsBucket",
        "ArchiveBucket",
        "RejectsBucket",
        "FailuresBucket"
      })
  void bucket_isPrivate_encrypted_andStays(String id) {
    JsonNode bucket = properties(id, "AWS::S3::Bucket");

    assertThat(resources.path(id).path("DeletionPolicy").asText()).isEqualTo("Retain");
    assertThat(bucket.path("BucketEncryption").toString()).contains("AES256");
    assertThat(bucket.path("PublicAccessBlockConfiguration"))
        .hasSize(4)
        .allMatch(JsonNode::asBoolean);
    assertThat(properties(id + "Policy", "AWS::S3::BucketPolicy").toString())
        .contains("\"Deny\"", "aws:SecureTransport");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RejectsBucket", "FailuresBucket"})
  void bucketOfOriginals_forgetsAfterTwoWeeks(String id) {
    JsonNode rule = properties(id, "AWS::S3::Bucket").at("/LifecycleConfiguration/Rules/0");

    assertThat(rule.path("ExpirationInDays").asInt()).isEqualTo(14);
    assertThat(rule.path("Status").asText()).isEqualTo("Enabled");
    assertThat(rule.has("Prefix")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RecordsTable", "AggregatesTable"})
  void table_isRecoverable_expires_andStays(String id) {
    JsonNode table = properties(id, "AWS::DynamoDB::Table");

    assertThat(resources.path(id).path("DeletionPolicy").asText()).isEqualTo("Retain");
    assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
    assertThat(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled").asBoolean())
        .isTrue();
    assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("expireAt");
  }

  @Test
  void idempotencyTable_isLaidOutAsPowertoolsDocuments_andGoesWithTheStack() {
    JsonNode table = properties("IdempotencyTable", "AWS::DynamoDB::Table");

    assertThat(resources.at("/IdempotencyTable/DeletionPolicy").asText()).isEqualTo("Delete");
    assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
    assertThat(table.at("/KeySchema/0/AttributeName").asText()).isEqualTo("id");
    assertThat(table.path("KeySchema")).hasSize(1);
    assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("expiration");
  }

  @Test
  void upload_mayGoOnThroughItsOwnQueue() {
    assertThat(properties("UploadFunction", "AWS::Lambda::Function").path("RecursiveLoop").asText())
        .isEqualTo("Allow");
  }

  @Test
  void recordsTable_streamsBothImages() {
    assertThat(
            properties("RecordsTable", "AWS::DynamoDB::Table")
                .at("/StreamSpecification/StreamViewType")
                .asText())
        .isEqualTo("NEW_AND_OLD_IMAGES");
  }

  @Test
  void recordsTable_findsRejectsByStageAndTime_andIndexesNothingElse() {
    JsonNode index =
        properties("RecordsTable", "AWS::DynamoDB::Table").at("/GlobalSecondaryIndexes/0");

    assertThat(index.path("IndexName").asText()).isEqualTo("rejects");
    assertThat(index.path("KeySchema").findValuesAsText("AttributeName"))
        .containsExactly("stage", "time");
    assertThat(index.at("/Projection/ProjectionType").asText()).isEqualTo("ALL");
  }

  @Test
  void uploadsBucket_notifiesItsQueue_whichLetsOnlyItSend() {
    JsonNode target =
        properties("UploadsBucket", "AWS::S3::Bucket")
            .at("/NotificationConfiguration/QueueConfigurations/0");
    assertThat(target.path("Event").asText()).isEqualTo("s3:ObjectCreated:*");
    assertThat(target.at("/Queue/Fn::GetAtt/0").asText()).isEqualTo("UploadsQueue");
    assertThat(resources.at("/UploadsBucket/DependsOn/0").asText()).isEqualTo("UploadsQueuePolicy");

    assertThat(properties("UploadsQueuePolicy", "AWS::SQS::QueuePolicy").findValues("Condition"))
        .anySatisfy(
            condition -> {
              assertThat(condition.at("/ArnEquals/aws:SourceArn/Fn::Sub").asText())
                  .endsWith(":s3:::${AWS::StackName}-uploads-${AWS::AccountId}-${AWS::Region}");
              assertThat(condition.at("/StringEquals/aws:SourceAccount/Ref").asText())
                  .isEqualTo("AWS::AccountId");
            });
  }

  @Test
  void outputs_nameEveryResourceAClientNeeds() {
    assertThat(template.path("Outputs").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "UploadsBucket",
            "RenditionsBucket",
            "ArchiveBucket",
            "RejectsBucket",
            "FailuresBucket",
            "EventsStream",
            "RecordsTable",
            "AggregatesTable",
            "IdempotencyTable",
            "UploadsQueueUrl",
            "ResizeQueueUrl",
            "UploadsDeadLetterQueueUrl",
            "ResizeDeadLetterQueueUrl",
            "PhotoEventBus",
            "RedriveFunction");
  }

  private JsonNode mapping(
      String id, String source, String attribute, String function, int batch, int window) {
    JsonNode mapping = properties(id, "AWS::Lambda::EventSourceMapping");
    assertThat(mapping.at("/EventSourceArn/Fn::GetAtt"))
        .extracting(JsonNode::asText)
        .isEqualTo(List.of(source, attribute));
    assertThat(mapping.at("/FunctionName/Ref").asText()).isEqualTo(function);
    assertThat(mapping.at("/FunctionResponseTypes/0").asText())
        .isEqualTo("ReportBatchItemFailures");
    assertThat(value(mapping.path("BatchSize")).asInt()).isEqualTo(batch);
    assertThat(value(mapping.path("MaximumBatchingWindowInSeconds")).asInt(-1)).isEqualTo(window);
    return mapping;
  }

  /** The value itself, or the default of the parameter that it refers to. */
  private JsonNode value(JsonNode property) {
    String parameter = property.path("Ref").asText();
    return parameter.isEmpty()
        ? property
        : template.path("Parameters").path(parameter).path("Default");
  }

  private JsonNode properties(String id, String type) {
    assertThat(resources.at("/" + id + "/Type").asText()).as(id).isEqualTo(type);
    return resources.path(id).path("Properties");
  }
}
