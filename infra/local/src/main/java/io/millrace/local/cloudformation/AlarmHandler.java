// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * AWS::CloudWatch::Alarm and AWS::CloudWatch::CompositeAlarm: their properties are the members of
 * PutMetricAlarm and PutCompositeAlarm, which judge them. What an alarm would act on is shown with
 * it and not asked.
 */
final class AlarmHandler implements ResourceHandler {
  private static final Set<String> NO_EFFECT =
      Set.of("AlarmActions", "InsufficientDataActions", "OKActions", "Tags");

  private static final PropertyRules METRICS =
      new PropertyRules(
          Set.of(
              "ActionsEnabled",
              "AlarmDescription",
              "AlarmName",
              "ComparisonOperator",
              "DatapointsToAlarm",
              "Dimensions.Name",
              "Dimensions.Value",
              "EvaluationPeriods",
              "ExtendedStatistic",
              "MetricName",
              "Metrics.*",
              "Namespace",
              "Period",
              "Statistic",
              "Threshold",
              "TreatMissingData"),
          with("EvaluateLowSampleCountPercentile", "Unit"));
  private static final PropertyRules COMPOSITE =
      new PropertyRules(
          Set.of(
              "ActionsEnabled",
              "ActionsSuppressor",
              "ActionsSuppressorExtensionPeriod",
              "ActionsSuppressorWaitPeriod",
              "AlarmDescription",
              "AlarmName",
              "AlarmRule"),
          NO_EFFECT);

  private final ServiceCalls services;
  private final PropertyRules rules;
  private final String operation;

  private AlarmHandler(ServiceCalls services, PropertyRules rules, String operation) {
    this.services = services;
    this.rules = rules;
    this.operation = operation;
  }

  private static Set<String> with(String... more) {
    Set<String> all = new HashSet<>(NO_EFFECT);
    all.addAll(Set.of(more));
    return Set.copyOf(all);
  }

  static AlarmHandler ofMetrics(ServiceCalls services) {
    return new AlarmHandler(services, METRICS, "PutMetricAlarm");
  }

  static AlarmHandler composite(ServiceCalls services) {
    return new AlarmHandler(services, COMPOSITE, "PutCompositeAlarm");
  }

  @Override
  public PropertyRules rules() {
    return rules;
  }

  private ServiceCalls.Answer call(String name, ObjectNode body) throws IOException {
    return services.target("monitoring", "GraniteServiceVersion20100801." + name, body);
  }

  @Override
  public Provisioned create(ResourceRequest request) throws IOException {
    String name = request.name("AlarmName");
    call(operation, request.properties().deepCopy().put("AlarmName", name)).orFail();
    return new Provisioned(name, Map.of("Arn", Arns.regional("cloudwatch", "alarm:" + name)));
  }

  @Override
  public boolean updates() {
    return true;
  }

  @Override
  public boolean replaces(ObjectNode before, ObjectNode after) {
    return !before.path("AlarmName").equals(after.path("AlarmName"));
  }

  @Override
  public Provisioned update(String physicalId, ObjectNode before, ResourceRequest request)
      throws IOException {
    return create(request);
  }

  @Override
  public void delete(String physicalId) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("AlarmNames").add(physicalId);
    call("DeleteAlarms", body).orFail();
  }
}
