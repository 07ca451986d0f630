// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.CfnSubscription;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * The topics that alarms tell, and their key. The key is our own, because CloudWatch may not use
 * the one that SNS has for everybody; it costs a dollar a month and serves both topics.
 */
final class NoticeTopics {

  /** The least there is: the key guards nothing that outlasts its delivery. */
  private static final Duration KEY_PENDING = Duration.days(7);

  private final Construct scope;
  private final Key key;

  NoticeTopics(Construct scope) {
    this.scope = scope;
    key =
        Key.Builder.create(scope, "NoticeKey")
            .description("Of the topics that alarms tell")
            .enableKeyRotation(true)
            .pendingWindow(KEY_PENDING)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    key.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("EncryptNotices")
            .principals(List.of(cloudWatch(Map.of())))
            .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
            // in a key's policy: this key
            .resources(List.of("*"))
            .build());
  }

  /**
   * @param name short name of the topic, and of the one alarm that may tell it
   * @return its ARN
   */
  String topic(String name, CfnParameter email) {
    String id = Measure.id(name);
    Topic topic =
        Topic.Builder.create(scope, id + "Topic")
            .topicName(Names.inRegion(name))
            .masterKey(key)
            .enforceSsl(true)
            .build();
    topic.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("Tell")
            .principals(
                List.of(
                    cloudWatch(Map.of("ArnEquals", Map.of("aws:SourceArn", Names.alarmArn(name))))))
            .actions(List.of("sns:Publish"))
            .resources(List.of(topic.getTopicArn()))
            .build());
    CfnCondition given =
        CfnCondition.Builder.create(scope, id + "EmailGiven")
            .expression(Fn.conditionNot(Fn.conditionEquals(email.getValueAsString(), "")))
            .build();
    CfnSubscription.Builder.create(scope, id + "Subscription")
        .topicArn(topic.getTopicArn())
        .protocol("email")
        .endpoint(email.getValueAsString())
        .build()
        .getCfnOptions()
        .setCondition(given);
    return topic.getTopicArn();
  }

  /** CloudWatch, on behalf of this account. */
  private static ServicePrincipal cloudWatch(Map<String, Object> more) {
    Map<String, Object> conditions = new TreeMap<>(more);
    conditions.put("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID));
    return new ServicePrincipal(
        "cloudwatch.amazonaws.com",
        software.amazon.awscdk.services.iam.ServicePrincipalOpts.builder()
            .conditions(conditions)
            .build());
  }
}
