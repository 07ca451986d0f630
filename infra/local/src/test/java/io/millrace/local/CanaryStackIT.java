// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.access.Keyring;
import io.millrace.local.access.RequestSigner;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.FunctionJars;
import io.millrace.local.lambda.Waiting;
import io.millrace.local.lambda.function.ObedientFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A stack whose alias moves by deployments; its hook is a function, and this test answers for it.
 */
class CanaryStackIT {
  private static final Pattern ASKED =
      Pattern.compile(
          "seen \\{\"DeploymentId\":\"([^\"]+)\",\"LifecycleEventHookExecutionId\":\"([^\"]+)\"}");

  @TempDir private Path directory;
  private LocalCloud cloud;
  private CloudFormationClient formation;
  private LambdaClient lambda;
  private SqsClient sqs;

  @BeforeEach
  void start() {
    cloud = LocalCloud.start(TestClouds.withoutTables(directory));
    formation = TestClouds.client(CloudFormationClient.builder(), cloud.endpoint());
    lambda = TestClouds.client(LambdaClient.builder(), cloud.endpoint());
    sqs = TestClouds.client(SqsClient.builder(), cloud.endpoint());
    S3Client s3 = TestClouds.client(S3Client.builder().forcePathStyle(true), cloud.endpoint());
    s3.createBucket(r -> r.bucket("code"));
    s3.putObject(
        r -> r.bucket("code").key("f.jar"),
        RequestBody.fromBytes(FunctionJars.of(ObedientFunction.class)));
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  @Test
  @Rule(
      of = Subject.DEPLOYMENT,
      property = "CodeDeployLambdaAliasUpdate",
      page = "cfn:aws-attribute-updatepolicy",
      says = "An update that gives an alias another version runs a deployment, and fails with it.")
  @Rule(
      of = Subject.DEPLOYMENT,
      property = "AWS::Lambda::Version",
      page = "cfn:aws-attribute-updatereplacepolicy",
      says = "A version is replaced when its description changes; Retain keeps the old one.")
  @Rule(
      of = Subject.VERSION,
      property = "FunctionName of a mapping",
      page = "configuration-aliases",
      says = "A mapping of an alias invokes the version that the alias names at that moment.")
  void update_movesTheAliasByADeployment_andRollsBackWhenTheHookFails() throws Exception {
    formation.createStack(r -> r.stackName("s").templateBody(template("one")));
    assertThat(settled()).isEqualTo("CREATE_COMPLETE");
    assertThat(aliasVersion()).isEqualTo("1");
    deliver("Version: 1");

    formation.updateStack(r -> r.stackName("s").templateBody(template("two")));
    answerHook(1, "Succeeded");
    assertThat(settled()).as(reasons()).isEqualTo("UPDATE_COMPLETE");
    assertThat(aliasVersion()).isEqualTo("2");
    deliver("Version: 2");

    formation.updateStack(r -> r.stackName("s").templateBody(template("three")));
    answerHook(2, "Failed");
    assertThat(settled()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    assertThat(reasons()).contains("HOOK_EXECUTION_FAILURE, the hook hook answered Failed");
    assertThat(aliasVersion()).isEqualTo("2");
    assertThat(lambda.getFunctionConfiguration(r -> r.functionName("f")).environment().variables())
        .containsEntry("GREETING", "two");
    assertThat(lambda.listVersionsByFunction(r -> r.functionName("f")).versions())
        .as("those before are retained, the one that failed is not")
        .extracting(FunctionConfiguration::version)
        .containsExactly("$LATEST", "1", "2");

    formation.updateStack(r -> r.stackName("s").templateBody(template("three")));
    answerHook(3, "Succeeded");
    assertThat(settled()).as("the same again: " + reasons()).isEqualTo("UPDATE_COMPLETE");
    assertThat(aliasVersion()).isEqualTo("4");
  }

  @Test
  @Rule(
      of = Subject.DEPLOYMENT,
      property = "AWS::Lambda::Version of a function as it was",
      page = "cfn:aws-resource-lambda-version",
      says = "A version like the last one is not published: the update fails.")
  void versionOfAFailedUpdateThatStays_standsInTheWayOfTheSameAgain_untilTheFunctionDiffers()
      throws Exception {
    formation.createStack(r -> r.stackName("s").templateBody(keeping(template("one"), 1)));
    assertThat(settled()).isEqualTo("CREATE_COMPLETE");
    formation.updateStack(r -> r.stackName("s").templateBody(keeping(template("two"), 1)));
    answerHook(1, "Failed");
    assertThat(settled()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    assertThat(lambda.listVersionsByFunction(r -> r.functionName("f")).versions())
        .extracting(FunctionConfiguration::version)
        .containsExactly("$LATEST", "1", "2");

    formation.updateStack(r -> r.stackName("s").templateBody(keeping(template("two"), 1)));
    assertThat(settled()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    assertThat(reasons()).contains("A version for this Lambda function exists ( 2 )");

    formation.updateStack(r -> r.stackName("s").templateBody(keeping(template("two"), 2)));
    answerHook(2, "Succeeded");
    assertThat(settled()).as(reasons()).isEqualTo("UPDATE_COMPLETE");
    assertThat(aliasVersion()).isEqualTo("3");
  }

  /** The version of a failed update stays; and functions say which attempt they are of. */
  private static String keeping(String template, int attempt) {
    return template
        .replace("RetainExceptOnCreate", "Retain")
        .replace("\"Runtime\"", "\"Description\":\"attempt " + attempt + "\",\"Runtime\"");
  }

  private static String template(String greeting) {
    String function =
        "{'Type':'AWS::Lambda::Function','Properties':{'FunctionName':'NAME','Handler':'"
            + ObedientFunction.class.getName()
            + "','Runtime':'java25','MemorySize':256,'Timeout':20,'Environment':{'Variables':{'GREETING':'"
            + greeting
            + "'}},'Role':'arn:aws:iam::000000000000:role/any','Code':{'S3Bucket':'code','S3Key':'f.jar'}}}";
    return ("{'Resources':{'F':"
            + function.replace("NAME", "f")
            + ",'Hook':"
            + function.replace("NAME", "hook").replace(greeting, "hook")
            + ",'V':{'Type':'AWS::Lambda::Version','DeletionPolicy':'RetainExceptOnCreate','UpdateReplacePolicy':'Retain',"
            + "'Properties':{'FunctionName':{'Ref':'F'},'Description':'"
            + greeting
            + "'}},'App':{'Type':'AWS::CodeDeploy::Application','Properties':{'ComputePlatform':'Lambda'}},"
            + "'Group':{'Type':'AWS::CodeDeploy::DeploymentGroup','Properties':{'ApplicationName':{'Ref':'App'},"
            + "'DeploymentConfigName':'CodeDeployDefault.LambdaAllAtOnce','ServiceRoleArn':'arn:aws:iam::000000000000:role/any',"
            + "'AutoRollbackConfiguration':{'Enabled':true,'Events':['DEPLOYMENT_FAILURE']}}},"
            + "'Live':{'Type':'AWS::Lambda::Alias','Properties':{'FunctionName':{'Ref':'F'},'Name':'live',"
            + "'FunctionVersion':{'Fn::GetAtt':['V','Version']}},'UpdatePolicy':{'CodeDeployLambdaAliasUpdate':"
            + "{'ApplicationName':{'Ref':'App'},'DeploymentGroupName':{'Ref':'Group'},'BeforeAllowTrafficHook':{'Ref':'Hook'}}}},"
            + "'Q':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'q'}},"
            + "'M':{'Type':'AWS::Lambda::EventSourceMapping','Properties':{'FunctionName':{'Ref':'Live'},"
            + "'EventSourceArn':{'Fn::GetAtt':['Q','Arn']}}}}}")
        .replace('\'', '"');
  }

  private String settled() {
    Waiting.until("the stack has settled", () -> !status().endsWith("_IN_PROGRESS"));
    return status();
  }

  private String status() {
    return formation.describeStacks().stacks().getFirst().stackStatusAsString();
  }

  private String reasons() {
    return String.join(
        "\n",
        formation.describeStackEvents(r -> r.stackName("s")).stackEvents().stream()
            .map(StackEvent::resourceStatusReason)
            .map(String::valueOf)
            .toList());
  }

  private String aliasVersion() {
    return lambda.getAlias(r -> r.functionName("f").name("live")).functionVersion();
  }

  private void deliver(String started) {
    String url = sqs.getQueueUrl(r -> r.queueName("q")).queueUrl();
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("any"));
    Waiting.until(started, () -> log("f").contains(started));
  }

  private String log(String function) {
    Path file =
        directory.resolve("work").resolve("lambda").resolve("logs").resolve(function + ".log");
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the hook was asked for the so-manieth time is answered by the user. */
  private void answerHook(int time, String status) throws IOException, InterruptedException {
    Waiting.until("the hook is asked", () -> ASKED.matcher(log("hook")).results().count() >= time);
    Matcher asked = ASKED.matcher(log("hook"));
    for (int i = 0; i < time; i++) {
      assertThat(asked.find()).isTrue();
    }
    String body =
        "{\"deploymentId\":\""
            + asked.group(1)
            + "\",\"lifecycleEventHookExecutionId\":\""
            + asked.group(2)
            + "\",\"status\":\""
            + status
            + "\"}";
    HttpRequest.Builder request = HttpRequest.newBuilder(cloud.endpoint().resolve("/"));
    new RequestSigner(Keyring.USER_KEY, Keyring.USER_SECRET, InstantSource.system())
        .sign("codedeploy", "POST", "/", body.getBytes(StandardCharsets.UTF_8))
        .forEach(request::header);
    request
        .header("x-amz-target", "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus")
        .header("content-type", "application/x-amz-json-1.1")
        .POST(HttpRequest.BodyPublishers.ofString(body));
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }
}
