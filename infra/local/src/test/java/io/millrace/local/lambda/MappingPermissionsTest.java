// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingPermissionsTest {
  private static final String ACCOUNT = ":us-east-1:000000000000:";

  @ParameterizedTest(name = "{0} without {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "kinesis stream/s; kinesis:ListShards; Please ensure the role can perform the GetRecords,"
            + " GetShardIterator, DescribeStream, ListShards, and DescribeStreamSummary Actions on your stream in IAM.",
        "dynamodb table/t/stream/1; dynamodb:ListStreams; Please ensure the role can perform the GetRecords,"
            + " GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.",
        "sqs q; sqs:DeleteMessage; The function execution role does not have permissions to call DeleteMessage on SQS",
        "kinesis stream/s; s3:PutObject; The function execution role does not have permissions to call PutObject on S3",
        "kinesis stream/s; s3:ListBucket; The function execution role does not have permissions to call ListBucket on S3",
      })
  void roleThatLacksOneAction_isRefused(String source, String missing, String message) {
    MappingPermissions permissions =
        new MappingPermissions((role, action, resource) -> !action.equals(missing));
    assertThatThrownBy(() -> permissions.require("role", mapping(source)))
        .isInstanceOf(LambdaError.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "kinesis stream/s; 7",
        "dynamodb table/t/stream/1; 6",
        "sqs q; 5",
      })
  void everyDocumentedAction_isAskedFor(String source, int actions) {
    List<String> asked = new ArrayList<>();
    RoleGrants all = (role, action, resource) -> asked.add(action + " " + resource);
    new MappingPermissions(all).require("role", mapping(source));
    assertThat(asked).hasSize(actions).doesNotHaveDuplicates();
    assertThat(asked).contains("s3:PutObject arn:aws:s3:::b/aws/lambda/any");
    if (source.startsWith("dynamodb")) {
      assertThat(asked)
          .contains("dynamodb:ListStreams arn:aws:dynamodb" + ACCOUNT + "table/t/stream/*");
    }
  }

  private static ObjectNode mapping(String source) {
    String[] serviceAndName = source.split(" ");
    ObjectNode configuration = JsonNodeFactory.instance.objectNode();
    configuration.put(
        "EventSourceArn", "arn:aws:" + serviceAndName[0] + ACCOUNT + serviceAndName[1]);
    configuration
        .putObject("DestinationConfig")
        .putObject("OnFailure")
        .put("Destination", "arn:aws:s3:::b");
    return configuration;
  }
}
