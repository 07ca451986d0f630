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

/**
 * What the stack promises, read from the committed template: {@link SynthesisTest} says that it is
 * the stack's.
 */
class StackTest {

  /** What CloudFormation takes as a template from a bucket. Source: its quotas. */
  private static final int TEMPLATE_BYTES = 1024 * 1024;

  /** Source: the same. */
  private static final int MOST_RESOURCES = 500;

  private final JsonNode template = Golden.read(Golden.FILE);
  private final JsonNode resources = template.path("Resources");

  @Test
  void template_isWithinTheQuotas() throws IOException {
    assertThat(Files.size(Golden.FILE)).isLessThan(TEMPLATE_BYTES);
    assertThat(resources).hasSizeLessThanOrEqualTo(MOST_RESOURCES);
  }

  @Test
  void template_needsNoBootstrap_noAssets_andNoCodeOfItsOwn() {
    assertThat(template.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "Description", "Parameters", "Rules", "Conditions", "Resources", "Outputs");
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
    "DeploymentHookFunction, deployment-hook, io.millrace.operations.DeploymentHookHandler,"
        + " operations.jar, 600, 512",
    "GeolocationFunction, geolocation-refresh,"
        + " io.millrace.operations.geolocation.RefreshHandler, operations.jar, 300, 1024",
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
    assertThat(function.at("/TracingConfig/Mode/Ref").asText()).isEqualTo("Tracing");
    JsonNode logging = function.path("LoggingConfig");
    assertThat(logging.path("LogFormat").asText()).isEqualTo("JSON");
    assertThat(
            properties(logging.path("LogGroup").path("Ref").asText(), "AWS::Logs::LogGroup")
                .path("RetentionInDays")
                .has("Ref"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "UploadFunction, EVENTS_STREAM IDEMPOTENCY_TABLE RECORDS_TABLE REJECTS_BUCKET"
        + " UPLOADS_QUEUE_URL",
    "EnrichFunction, RECORDS_TABLE REFERENCE_BUCKET REJECTS_BUCKET RESIZE_QUEUE_URL",
    "ResizeFunction, IDEMPOTENCY_TABLE RECORDS_TABLE REJECTS_BUCKET RENDITIONS_BUCKET"
        + " RESIZE_QUEUE_URL",
    "AggregateFunction, AGGREGATES_TABLE",
    "PublishFunction, ARCHIVE_BUCKET PHOTO_EVENT_BUS",
    "RedriveFunction, FAILURES_BUCKET RECORDS_TABLE IDEMPOTENCY_TABLE",
    "DeploymentHookFunction, RECORDS_TABLE UPLOADS_BUCKET",
    "GeolocationFunction, GEOLOCATION_SECRET GEOLOCATION_URL REFERENCE_BUCKET",
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

  @Test
  void upload_mayGoOnThroughItsOwnQueue() {
    assertThat(properties("UploadFunction", "AWS::Lambda::Function").path("RecursiveLoop").asText())
        .isEqualTo("Allow");
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
            "ReferenceBucket",
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
    assertThat(mapping.at("/FunctionName/Ref").asText()).isEqualTo(function + "Alias");
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
