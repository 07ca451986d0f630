// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import io.millrace.local.access.Roles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The resource types there are. */
final class ResourceTypes {
  private final Map<String, ResourceHandler> handlers = new TreeMap<>();

  ResourceTypes(ServiceCalls services, Roles roles) {
    handlers.put("AWS::CodeDeploy::Application", CodeDeployHandler.ofApplications(services));
    handlers.put("AWS::CodeDeploy::DeploymentGroup", CodeDeployHandler.ofGroups(services));
    handlers.put(
        "AWS::Budgets::Budget",
        InertHandler.of(
            "BudgetName",
            name -> Map.of(),
            Set.of("Budget", "NotificationsWithSubscribers", "ResourceTags")));
    handlers.put(
        "AWS::CE::AnomalyMonitor",
        InertHandler.of(
            "MonitorArn",
            name -> Map.of("MonitorArn", name),
            Set.of(
                "MonitorDimension",
                "MonitorName",
                "MonitorSpecification",
                "MonitorType",
                "ResourceTags")));
    handlers.put(
        "AWS::CE::AnomalySubscription",
        InertHandler.of(
            "SubscriptionArn",
            name -> Map.of("SubscriptionArn", name),
            Set.of(
                "Frequency",
                "MonitorArnList",
                "ResourceTags",
                "Subscribers",
                "SubscriptionName",
                "Threshold",
                "ThresholdExpression")));
    handlers.put("AWS::CloudWatch::Alarm", AlarmHandler.ofMetrics(services));
    handlers.put("AWS::CloudWatch::CompositeAlarm", AlarmHandler.composite(services));
    handlers.put(
        "AWS::CloudWatch::Dashboard",
        InertHandler.of(
            "DashboardName", name -> Map.of(), Set.of("DashboardBody", "DashboardName", "Tags")));
    handlers.put("AWS::DynamoDB::Table", new TableHandler(services));
    handlers.put("AWS::Events::EventBus", new EventBusHandler(services));
    handlers.put("AWS::IAM::Policy", new RolePolicyHandler(roles));
    handlers.put("AWS::IAM::Role", new RoleHandler(roles));
    handlers.put("AWS::Kinesis::Stream", new StreamHandler(services));
    handlers.put(
        "AWS::KMS::Key",
        InertHandler.of(
            "KeyId",
            name -> Map.of("Arn", Arns.regional("kms", "key/" + name), "KeyId", name),
            Set.of(
                "Description",
                "EnableKeyRotation",
                "Enabled",
                "KeyPolicy",
                "KeySpec",
                "KeyUsage",
                "MultiRegion",
                "PendingWindowInDays",
                "RotationPeriodInDays",
                "Tags")));
    handlers.put("AWS::Lambda::Alias", new AliasHandler(services));
    handlers.put("AWS::Lambda::EventInvokeConfig", new EventInvokeConfigHandler(services));
    handlers.put("AWS::Lambda::EventSourceMapping", new MappingHandler(services));
    handlers.put("AWS::Lambda::Function", new FunctionHandler(services));
    handlers.put("AWS::Lambda::Version", new VersionHandler(services));
    handlers.put(
        "AWS::Logs::LogGroup",
        InertHandler.of(
            "LogGroupName",
            name -> Map.of("Arn", Arns.regional("logs", "log-group:" + name + ":*")),
            Set.of(
                "DataProtectionPolicy",
                "KmsKeyId",
                "LogGroupClass",
                "LogGroupName",
                "RetentionInDays",
                "Tags")));
    handlers.put("AWS::S3::Bucket", new BucketHandler(services));
    handlers.put(
        "AWS::S3::BucketPolicy",
        InertHandler.of("Bucket", name -> Map.of(), Set.of("Bucket", "PolicyDocument")));
    handlers.put(
        "AWS::Scheduler::Schedule",
        InertHandler.of(
            "Name",
            name -> Map.of("Arn", Arns.regional("scheduler", "schedule/default/" + name)),
            Set.of(
                "Description",
                "EndDate",
                "FlexibleTimeWindow",
                "Name",
                "ScheduleExpression",
                "ScheduleExpressionTimezone",
                "StartDate",
                "State",
                "Target")));
    handlers.put(
        "AWS::SNS::Subscription",
        InertHandler.of(
            "TopicArn",
            name -> Map.of("Arn", name),
            Set.of(
                "DeliveryPolicy",
                "Endpoint",
                "FilterPolicy",
                "FilterPolicyScope",
                "Protocol",
                "RawMessageDelivery",
                "RedrivePolicy",
                "Region",
                "SubscriptionRoleArn",
                "TopicArn")));
    handlers.put(
        "AWS::SNS::Topic",
        new InertHandler(
            new PropertyRules(
                Set.of(),
                Set.of(
                    "ArchivePolicy",
                    "ContentBasedDeduplication",
                    "DataProtectionPolicy",
                    "DeliveryStatusLogging",
                    "DisplayName",
                    "FifoTopic",
                    "KmsMasterKeyId",
                    "SignatureVersion",
                    "Subscription",
                    "Tags",
                    "TopicName",
                    "TracingConfig")),
            "TopicName",
            arn -> Map.of("TopicArn", arn, "TopicName", arn.substring(arn.lastIndexOf(':') + 1)),
            name -> Arns.regional("sns", name)));
    handlers.put(
        "AWS::SNS::TopicPolicy",
        InertHandler.of("Id", name -> Map.of("Id", name), Set.of("PolicyDocument", "Topics")));
    handlers.put("AWS::SQS::Queue", new QueueHandler(services));
    handlers.put(
        "AWS::SQS::QueuePolicy",
        InertHandler.of("Id", name -> Map.of("Id", name), Set.of("PolicyDocument", "Queues")));
  }

  ResourceHandler handler(String type) {
    ResourceHandler handler = handlers.get(type);
    if (handler == null) {
      throw CloudFormationException.invalid(
          "Template format error: Unrecognized resource types: [" + type + "]");
    }
    return handler;
  }

  /**
   * Refuses a template with a type or property that is not here, before anything is made.
   *
   * @return what is accepted without local effect: whole resources, and paths of properties
   */
  List<String> check(Template template) {
    Set<String> unknown = new TreeSet<>();
    template.resources().values().stream()
        .map(Template.Resource::type)
        .filter(type -> !handlers.containsKey(type))
        .forEach(unknown::add);
    if (!unknown.isEmpty()) {
      throw CloudFormationException.invalid(
          "Template format error: Unrecognized resource types: "
              + unknown
              + "; the local cloud has "
              + String.join(", ", handlers.keySet()));
    }
    List<String> without = new ArrayList<>();
    template
        .resources()
        .forEach(
            (logicalId, resource) -> {
              PropertyRules rules = handler(resource.type()).rules();
              List<String> paths = new ArrayList<>();
              AliasHandler.check(logicalId, resource);
              rules.check(logicalId, resource.type(), resource.properties(), paths);
              without.addAll(
                  rules.inert() ? List.of(logicalId + " (" + resource.type() + ")") : paths);
            });
    return List.copyOf(without);
  }
}
