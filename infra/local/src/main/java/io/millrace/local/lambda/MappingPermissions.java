// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a function's role has to grant before a mapping can be made for it. [with-kinesis, with-ddb
 * and with-sqs: execution role permissions; invocation-async-retain-records for buckets]
 *
 * <p>All documented permissions are asked for here, those too that the pollers of the local cloud
 * have no use for.
 */
final class MappingPermissions {
  private static final List<String> KINESIS =
      List.of(
          "GetRecords",
          "GetShardIterator",
          "DescribeStream",
          "ListShards",
          "DescribeStreamSummary");
  private static final List<String> DYNAMODB =
      List.of("GetRecords", "GetShardIterator", "DescribeStream", "ListStreams");
  private static final List<String> SQS =
      List.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes");

  private final RoleGrants grants;

  MappingPermissions(RoleGrants grants) {
    this.grants = grants;
  }

  /**
   * @throws LambdaError in AWS's words when the role lacks one
   */
  void require(String role, ObjectNode configuration) {
    String source = configuration.path("EventSourceArn").asText();
    switch (source.split(":", -1)[2]) {
      case "kinesis" -> requireStream(role, "kinesis", KINESIS, source);
      case "dynamodb" -> requireStream(role, "dynamodb", DYNAMODB, source);
      default -> requireEach(role, "sqs", SQS, source);
    }
    String destination =
        configuration.path("DestinationConfig").path("OnFailure").path("Destination").asText("");
    if (destination.startsWith("arn:aws:s3:")) {
      requireEach(role, "s3", List.of("ListBucket"), destination);
      requireEach(role, "s3", List.of("PutObject"), destination + "/aws/lambda/any");
    } else if (destination.startsWith("arn:aws:sqs:")) {
      requireEach(role, "sqs", List.of("SendMessage"), destination);
    }
  }

  private void requireStream(String role, String service, List<String> actions, String arn) {
    boolean all = true;
    for (String action : actions) {
      String resource = action.equals("ListStreams") ? arn.replaceFirst("[^/]*$", "*") : arn;
      all &= grants.grants(role, service + ":" + action, resource);
    }
    if (!all) {
      throw LambdaError.invalid(
          "Cannot access stream "
              + arn
              + ". Please ensure the role can perform the "
              + String.join(", ", actions.subList(0, actions.size() - 1))
              + ", and "
              + actions.getLast()
              + " Actions on your stream in IAM.");
    }
  }

  private void requireEach(String role, String service, List<String> actions, String arn) {
    for (String action : actions) {
      if (!grants.grants(role, service + ":" + action, arn)) {
        throw LambdaError.invalid(
            "The function execution role does not have permissions to call "
                + action
                + " on "
                + (service.equals("s3") ? "S3" : "SQS"));
      }
    }
  }
}
