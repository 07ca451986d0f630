// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The policies of AWS's own that a role may name. [AWS Managed Policy Reference Guide] */
public final class ManagedPolicies {
  private static final String PREFIX = "arn:aws:iam::aws:policy/service-role/";
  private static final List<String> LOGS =
      List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents");

  private static final Map<String, List<String>> ACTIONS =
      Map.of(
          "AWSLambdaBasicExecutionRole", List.of(),
          "AWSLambdaDynamoDBExecutionRole",
              List.of(
                  "dynamodb:DescribeStream",
                  "dynamodb:GetRecords",
                  "dynamodb:GetShardIterator",
                  "dynamodb:ListStreams"),
          "AWSLambdaKinesisExecutionRole",
              List.of(
                  "kinesis:DescribeStream",
                  "kinesis:DescribeStreamSummary",
                  "kinesis:GetRecords",
                  "kinesis:GetShardIterator",
                  "kinesis:ListShards",
                  "kinesis:ListStreams",
                  "kinesis:SubscribeToShard"),
          "AWSLambdaSQSQueueExecutionRole",
              List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"));

  private ManagedPolicies() {}

  /**
   * Finds a policy.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static PolicyDocument get(String arn) {
    List<String> actions =
        arn.startsWith(PREFIX) ? ACTIONS.get(arn.substring(PREFIX.length())) : null;
    if (actions == null) {
      throw new IllegalArgumentException(
          "Policy "
              + arn
              + " does not exist or is not attachable; the local cloud has "
              + PREFIX
              + " and one of "
              + String.join(", ", ACTIONS.keySet().stream().sorted().toList()));
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode statement = document.putArray("Statement").addObject();
    statement.put("Effect", "Allow").put("Resource", "*");
    var all = statement.putArray("Action");
    LOGS.forEach(all::add);
    actions.forEach(all::add);
    return PolicyDocument.of(arn, document);
  }
}
