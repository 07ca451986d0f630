// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each function may do: everything listed, nothing else, to the resource it does it to. */
class PermissionsTest {

  private static final List<String> FUNCTIONS =
      List.of("upload", "enrich", "resize", "aggregate", "publish", "redrive");

  private final JsonNode resources = Golden.read(Golden.FILE).path("Resources");

  static Stream<Arguments> roles() {
    return Stream.of(
        Arguments.of(
            "Upload",
            List.of(
                "sqs:ReceiveMessage UploadsQueue",
                "sqs:DeleteMessage UploadsQueue",
                "sqs:GetQueueAttributes UploadsQueue",
                "sqs:ChangeMessageVisibility UploadsQueue",
                "sqs:SendMessage UploadsQueue",
                "dynamodb:UpdateItem IdempotencyTable",
                "s3:GetObject UploadsBucket/*",
                "s3:ListBucket UploadsBucket",
                "kinesis:PutRecords EventsStream",
                "dynamodb:PutItem RecordsTable",
                "s3:PutObject RejectsBucket/ingest/*")),
        Arguments.of(
            "Enrich",
            List.of(
                "kinesis:DescribeStream EventsStream",
                "kinesis:DescribeStreamSummary EventsStream",
                "kinesis:GetRecords EventsStream",
                "kinesis:GetShardIterator EventsStream",
                "kinesis:ListShards EventsStream",
                "dynamodb:BatchWriteItem RecordsTable",
                "dynamodb:PutItem RecordsTable",
                "sqs:SendMessage ResizeQueue",
                "s3:PutObject RejectsBucket/enrich/*",
                "s3:PutObject FailuresBucket/aws/lambda/*",
                "s3:ListBucket FailuresBucket")),
        Arguments.of(
            "Resize",
            List.of(
                "sqs:ReceiveMessage ResizeQueue",
                "sqs:DeleteMessage ResizeQueue",
                "sqs:GetQueueAttributes ResizeQueue",
                "sqs:ChangeMessageVisibility ResizeQueue",
                "dynamodb:UpdateItem IdempotencyTable",
                "s3:GetObject UploadsBucket/*",
                "s3:ListBucket UploadsBucket",
                "s3:PutObject RenditionsBucket/*",
                "dynamodb:BatchWriteItem RecordsTable",
                "dynamodb:PutItem RecordsTable",
                "s3:PutObject RejectsBucket/transform/*")),
        Arguments.of(
            "Aggregate",
            List.of(
                "dynamodb:DescribeStream RecordsTable.StreamArn",
                "dynamodb:GetRecords RecordsTable.StreamArn",
                "dynamodb:GetShardIterator RecordsTable.StreamArn",
                "dynamodb:ListStreams RecordsTable/stream/*",
                "dynamodb:GetItem AggregatesTable",
                "dynamodb:Query AggregatesTable",
                "dynamodb:PutItem AggregatesTable",
                "dynamodb:UpdateItem AggregatesTable",
                "s3:PutObject FailuresBucket/aws/lambda/*",
                "s3:ListBucket FailuresBucket")),
        Arguments.of(
            "Publish",
            List.of(
                "dynamodb:DescribeStream RecordsTable.StreamArn",
                "dynamodb:GetRecords RecordsTable.StreamArn",
                "dynamodb:GetShardIterator RecordsTable.StreamArn",
                "dynamodb:ListStreams RecordsTable/stream/*",
                "s3:PutObject ArchiveBucket/*",
                "events:PutEvents PhotoEventBus",
                "s3:PutObject FailuresBucket/aws/lambda/*",
                "s3:ListBucket FailuresBucket")),
        Arguments.of(
            "Redrive",
            List.of(
                "lambda:InvokeFunction millrace-upload:live",
                "lambda:InvokeFunction millrace-enrich:live",
                "lambda:InvokeFunction millrace-resize:live",
                "lambda:InvokeFunction millrace-aggregate:live",
                "lambda:InvokeFunction millrace-publish:live",
                "s3:GetObject FailuresBucket/*",
                "s3:ListBucket FailuresBucket",
                "s3:PutObject FailuresBucket/*",
                "s3:DeleteObject FailuresBucket/aws/lambda/*",
                "s3:DeleteObject FailuresBucket/replays/*",
                "dynamodb:DeleteItem RecordsTable",
                "dynamodb:UpdateItem IdempotencyTable")),
        Arguments.of(
            "DeploymentHook",
            Stream.concat(
                    FUNCTIONS.stream()
                        .flatMap(
                            function ->
                                Stream.of(
                                    "codedeploy:GetDeployment millrace/millrace-" + function,
                                    "codedeploy:PutLifecycleEventHookExecutionStatus"
                                        + " millrace/millrace-"
                                        + function,
                                    "lambda:InvokeFunction millrace-" + function + ":*")),
                    Stream.of(
                        "dynamodb:GetItem RecordsTable", "s3:PutObject UploadsBucket/synthetic/*"))
                .toList()));
  }

  @ParameterizedTest
  @MethodSource("roles")
  void role_allowsWhatTheStageDoes_andNoMore(String stage, List<String> allowed) {
    List<String> withLogs = new ArrayList<>(allowed);
    withLogs.add("logs:CreateLogStream " + stage + "FunctionLogs");
    withLogs.add("logs:PutLogEvents " + stage + "FunctionLogs");
    withLogs.add("xray:PutTraceSegments *");
    withLogs.add("xray:PutTelemetryRecords *");

    assertThat(grants(stage + "FunctionRole")).containsExactlyInAnyOrderElementsOf(withLogs);
  }

  @Test
  void codeDeploy_movesTheAliasesOfThisStack_andNoOthers() {
    List<String> allowed =
        new ArrayList<>(List.of("lambda:InvokeFunction millrace-deployment-hook"));
    for (String function : FUNCTIONS) {
      allowed.add("lambda:GetAlias millrace-" + function);
      allowed.add("lambda:UpdateAlias millrace-" + function);
      allowed.add("lambda:GetProvisionedConcurrencyConfig millrace-" + function + ":live");
      allowed.add("cloudwatch:DescribeAlarms millrace-" + function + "-errors");
    }

    assertThat(grants("DeploymentRole")).containsExactlyInAnyOrderElementsOf(allowed);
  }

  /** But to X-Ray, whose actions have no resources. */
  @Test
  void noRole_namesAllResources() {
    assertThat(resources.findValues("Policies"))
        .hasSize(11)
        .flatExtracting(policies -> policies.findParents("Resource"))
        .filteredOn(statement -> statement.path("Resource").asText().equals("*"))
        .extracting(statement -> statement.path("Action").toString())
        .allMatch(
            action -> action.equals("[\"xray:PutTraceSegments\",\"xray:PutTelemetryRecords\"]"));
  }

  private List<String> grants(String role) {
    JsonNode policies = resources.path(role).path("Properties").path("Policies");
    assertThat(policies).hasSize(1);
    List<String> grants = new ArrayList<>();
    for (JsonNode statement : policies.at("/0/PolicyDocument/Statement")) {
      assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
      JsonNode actions = statement.path("Action");
      for (JsonNode action : actions.isArray() ? actions : List.of(actions)) {
        JsonNode named = statement.path("Resource");
        for (JsonNode resource : named.isArray() ? named : List.of(named)) {
          grants.add(action.asText() + " " + resource(resource));
        }
      }
    }
    return grants;
  }

  /**
   * {@code Table}, {@code Table.StreamArn} or {@code Bucket/keys}: short enough to read in a list.
   */
  private static String resource(JsonNode node) {
    JsonNode joined = node.path("Fn::Join");
    if (!joined.isMissingNode()) {
      return resource(joined.at("/1/0")) + joined.at("/1/1").asText();
    }
    String name = node.path("Fn::Sub").asText();
    if (!name.isEmpty()) {
      String plain = name.replace("${AWS::StackName}", "millrace");
      return plain.replaceFirst("^.*:(function|alarm|deploymentgroup):", "");
    }
    if (node.isTextual()) {
      return node.asText();
    }
    String attribute = node.at("/Fn::GetAtt/1").asText();
    String id = node.at("/Fn::GetAtt/0").asText();
    return attribute.equals("Arn") ? id : id + "." + attribute;
  }
}
