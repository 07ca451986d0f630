// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.Waiting;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;

/** A stack says what becomes of asynchronous invocations; no function runs. */
class FunctionStackIT {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:letters";
  private static final String LETTERS =
      "{'Letters':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'letters'}},";
  private static final String FUNCTION =
      "'F':{'Type':'AWS::Lambda::Function','Properties':{'FunctionName':'f','Handler':'h','Runtime':'java25',"
          + "'Role':'arn:aws:iam::000000000000:role/any','Code':{'S3Bucket':'code','S3Key':'f.jar'}";
  private static final String DEAD_LETTERS =
      ",'DeadLetterConfig':{'TargetArn':{'Fn::GetAtt':['Letters','Arn']}}";

  @TempDir private Path directory;

  @Test
  @Rule(
      of = Subject.ASYNC,
      property = "AWS::Lambda::EventInvokeConfig",
      page = "API_PutFunctionEventInvokeConfig",
      says = "A template sets retries, age and destinations; what it leaves out has its default.")
  @Rule(
      of = Subject.ASYNC,
      property = "DeadLetterConfig",
      page = "invocation-async-retain-records",
      says = "A template names the dead-letter queue; taking the property away takes it away.")
  void asynchronousSettings_areMade_changed_andTakenAway() {
    try (LocalCloud cloud = LocalCloud.start(TestClouds.withoutTables(directory))) {
      S3Client s3 = TestClouds.client(S3Client.builder().forcePathStyle(true), cloud.endpoint());
      s3.createBucket(r -> r.bucket("code"));
      s3.putObject(r -> r.bucket("code").key("f.jar"), RequestBody.fromString("never run"));
      CloudFormationClient formation =
          TestClouds.client(CloudFormationClient.builder(), cloud.endpoint());
      LambdaClient lambda = TestClouds.client(LambdaClient.builder(), cloud.endpoint());

      String first =
          template(
              DEAD_LETTERS,
              "'MaximumRetryAttempts':'1','MaximumEventAgeInSeconds':60,'Qualifier':'$LATEST',"
                  + "'DestinationConfig':{'OnFailure':{'Destination':'"
                  + QUEUE
                  + "'}}");
      formation.createStack(r -> r.stackName("s").templateBody(first));
      assertThat(settled(formation)).isEqualTo("CREATE_COMPLETE");
      assertThat(function(lambda).deadLetterConfig().targetArn()).isEqualTo(QUEUE);
      assertThat(settings(lambda).maximumRetryAttempts()).isEqualTo(1);
      assertThat(settings(lambda).maximumEventAgeInSeconds()).isEqualTo(60);
      assertThat(settings(lambda).destinationConfig().onFailure().destination()).isEqualTo(QUEUE);

      update(formation, template("", "'MaximumRetryAttempts':0,'Qualifier':'$LATEST'"));
      assertThat(settled(formation)).isEqualTo("UPDATE_COMPLETE");
      assertThat(function(lambda).deadLetterConfig().targetArn()).isEmpty();
      assertThat(settings(lambda).maximumRetryAttempts()).isZero();
      assertThat(settings(lambda).maximumEventAgeInSeconds()).isNull();
      assertThat(settings(lambda).destinationConfig()).isNull();

      update(formation, template("", "'Qualifier':'live'"));
      assertThat(settled(formation)).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
      assertThat(formation.describeStackEvents(r -> r.stackName("s")).stackEvents())
          .extracting(StackEvent::resourceStatusReason)
          .anyMatch(reason -> reason != null && reason.contains("keeps its FunctionName"));
      assertThat(settings(lambda).maximumRetryAttempts()).as("as it was").isZero();

      update(formation, template("", ""));
      assertThat(settled(formation)).isEqualTo("UPDATE_COMPLETE");
      assertThatThrownBy(() -> settings(lambda)).isInstanceOf(ResourceNotFoundException.class);
    }
  }

  /** Without settings when they are empty. */
  private static String template(String ofFunction, String settings) {
    String config =
        ",'C':{'Type':'AWS::Lambda::EventInvokeConfig','Properties':{'FunctionName':{'Ref':'F'},"
            + settings
            + "}}";
    String resources =
        LETTERS + FUNCTION + ofFunction + "}}" + (settings.isEmpty() ? "" : config) + "}";
    return ("{'Resources':" + resources + "}").replace('\'', '"');
  }

  private static void update(CloudFormationClient formation, String template) {
    formation.updateStack(r -> r.stackName("s").templateBody(template));
  }

  private static String settled(CloudFormationClient formation) {
    Waiting.until("the stack has settled", () -> !status(formation).endsWith("_IN_PROGRESS"));
    return status(formation);
  }

  private static String status(CloudFormationClient formation) {
    return formation.describeStacks().stacks().getFirst().stackStatusAsString();
  }

  private static FunctionConfiguration function(LambdaClient lambda) {
    return lambda.listFunctions().functions().getFirst();
  }

  private static GetFunctionEventInvokeConfigResponse settings(LambdaClient lambda) {
    return lambda.getFunctionEventInvokeConfig(r -> r.functionName("f"));
  }
}
