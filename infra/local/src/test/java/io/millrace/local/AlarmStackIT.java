// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.lambda.Waiting;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;

/** Alarms of a template, and what stands beside them as a name only. */
class AlarmStackIT {
  private static final String TEMPLATE =
      """
      {"Resources":{
        "Topic":{"Type":"AWS::SNS::Topic","Properties":{"TopicName":"s-page"}},
        "Policy":{"Type":"AWS::SNS::TopicPolicy","Properties":{"Topics":[{"Ref":"Topic"}],"PolicyDocument":{}}},
        "Mail":{"Type":"AWS::SNS::Subscription","Properties":{"TopicArn":{"Ref":"Topic"},"Protocol":"email","Endpoint":"a@b.c"}},
        "Board":{"Type":"AWS::CloudWatch::Dashboard","Properties":{"DashboardBody":"{}"}},
        "Errors":{"Type":"AWS::CloudWatch::Alarm","Properties":{"AlarmName":"s-errors","EvaluationPeriods":3,"DatapointsToAlarm":"2",
          "Threshold":0.5,"ComparisonOperator":"GreaterThanThreshold","TreatMissingData":"notBreaching","AlarmActions":[{"Ref":"Topic"}],
          "Metrics":[
            {"Id":"e","ReturnData":false,"MetricStat":{"Period":60,"Stat":"Sum","Metric":{"Namespace":"AWS/Lambda","MetricName":"Errors","Dimensions":[{"Name":"FunctionName","Value":"f"}]}}},
            {"Id":"share","Expression":"FUNCTION(e, 0) / 2"}]}},
        "Page":{"Type":"AWS::CloudWatch::CompositeAlarm","Properties":{"AlarmName":"s-page","AlarmRule":{"Fn::Sub":"ALARM(\\"${Errors}\\")"},
          "AlarmActions":[{"Ref":"Topic"}]}}},
       "Outputs":{"Arn":{"Value":{"Fn::GetAtt":["Errors","Arn"]}}}}
      """;

  @TempDir private Path directory;

  @Test
  void alarms_areMade_shown_andGoWithTheirStack() {
    try (LocalCloud cloud = LocalCloud.start(TestClouds.withoutTables(directory))) {
      CloudFormationClient formation =
          TestClouds.client(CloudFormationClient.builder(), cloud.endpoint());
      CloudWatchClient watch = TestClouds.client(CloudWatchClient.builder(), cloud.endpoint());

      formation.createStack(
          r -> r.stackName("s").templateBody(TEMPLATE.replace("FUNCTION", "FILL")));
      Stack stack = settled(formation);
      assertThat(stack.outputs().getFirst().outputValue())
          .isEqualTo("arn:aws:cloudwatch:us-east-1:000000000000:alarm:s-errors");
      assertThat(cloud.status().withoutLocalEffect())
          .contains("Topic (AWS::SNS::Topic)", "Errors.AlarmActions")
          .doesNotContain("Errors (AWS::CloudWatch::Alarm)");
      DescribeAlarmsResponse all =
          watch.describeAlarms(
              r -> r.alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
      assertThat(all.metricAlarms().getFirst().datapointsToAlarm()).isEqualTo(2);
      assertThat(all.metricAlarms().getFirst().alarmActions())
          .containsExactly("arn:aws:sns:us-east-1:000000000000:s-page");
      assertThat(all.compositeAlarms().getFirst().stateValueAsString()).isEqualTo("OK");

      formation.deleteStack(r -> r.stackName("s"));
      Waiting.until("the stack is gone", () -> formation.describeStacks().stacks().isEmpty());
      assertThat(watch.describeAlarms().metricAlarms()).isEmpty();

      formation.createStack(
          r -> r.stackName("t").templateBody(TEMPLATE.replace("FUNCTION", "RATE")));
      assertThat(settled(formation).stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
      assertThat(formation.describeStackEvents(r -> r.stackName("t")).stackEvents().toString())
          .contains("the function RATE is not supported");
    }
  }

  private static Stack settled(CloudFormationClient formation) {
    Waiting.until(
        "the stack has settled",
        () -> !one(formation).stackStatusAsString().endsWith("_IN_PROGRESS"));
    return one(formation);
  }

  private static Stack one(CloudFormationClient formation) {
    return formation.describeStacks().stacks().getFirst();
  }
}
