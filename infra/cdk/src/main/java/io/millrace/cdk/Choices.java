// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.constructs.Construct;

/**
 * What is chosen for the whole stack when it is deployed, as template parameters; {@link Settings}
 * has those of a stage. Without a choice everything is as cheap and as easily removed as in a
 * trial.
 */
final class Choices {

  static final String ON_DEMAND = "ON_DEMAND";
  static final String PROVISIONED = "PROVISIONED";

  /** Retentions that CloudWatch Logs knows. Source: PutRetentionPolicy in the API reference. */
  static final Set<Integer> LOG_RETENTIONS =
      new TreeSet<>(
          List.of(
              1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
              2922, 3288, 3653));

  /** The least there is. */
  static final int LEAST_STREAM_HOURS = 24;

  /**
   * Records are kept 30 days beyond an event's day: its lateness, 7 days, this, and the 14 days in
   * which a failed batch is redriven must end before ({@code Keeping} in shared).
   */
  static final int MOST_STREAM_HOURS = 7 * 24;

  /** The quota of most regions. Source: Kinesis Data Streams, quotas and limits. */
  static final int MOST_SHARDS = 500;

  /** Every published version has a snapshot, which its environments start from. */
  static final String SNAPSHOTS = "PublishedVersions";

  private static final int MOST_ATTEMPTS = 9_999;

  /** Lambda samples invocations, the first of a second and 5 % of the others. */
  static final String TRACED = "Active";

  private static final int MOST_DOLLARS = 1_000_000;

  final CfnParameter deletionProtection;
  final CfnParameter streamMode;
  final CfnParameter streamShards;
  final CfnParameter streamRetentionHours;
  final CfnParameter logRetentionDays;
  final CfnParameter snapStart;
  final CfnParameter tracing;
  final CfnParameter deploymentConfig;

  /** By which versions differ that are of the same release. */
  final CfnParameter deploymentAttempt;

  final CfnParameter budgetEmail;
  final CfnParameter monthlyBudgetDollars;

  private final Construct scope;

  Choices(Construct scope) {
    this.scope = scope;
    CfnParameter profile =
        text("Profile", "What the stack is for, such as dev or prod; a tag", "dev")
            .allowedPattern("[a-z][a-z0-9-]{0,31}")
            .build();
    CfnParameter owner =
        text("Owner", "Who answers for the stack; a tag", "unassigned")
            .allowedPattern("[A-Za-z0-9_.:/=+@ -]{1,256}")
            .build();
    deletionProtection =
        text("DeletionProtection", "Whether the tables refuse to be deleted", "false")
            .allowedValues(List.of("false", "true"))
            .build();
    streamMode =
        text("StreamMode", "How the stream of events is paid for", ON_DEMAND)
            .allowedValues(List.of(ON_DEMAND, PROVISIONED))
            .build();
    streamShards =
        number("StreamShards", "Shards of a provisioned stream", 4)
            .minValue(1)
            .maxValue(MOST_SHARDS)
            .build();
    streamRetentionHours =
        number("StreamRetentionHours", "Hours the stream keeps an event", LEAST_STREAM_HOURS)
            .minValue(LEAST_STREAM_HOURS)
            .maxValue(MOST_STREAM_HOURS)
            .build();
    logRetentionDays =
        number("LogRetentionDays", "Days the logs of the functions are kept", 14)
            .allowedValues(LOG_RETENTIONS.stream().map(String::valueOf).toList())
            .build();
    snapStart =
        text("SnapStart", "Whether functions start from a snapshot of each version", SNAPSHOTS)
            .allowedValues(List.of(SNAPSHOTS, "None"))
            .build();
    tracing =
        text(
                "Tracing",
                "Whether functions begin traces, or only go on with those they come with",
                TRACED)
            .allowedValues(List.of(TRACED, "PassThrough"))
            .build();
    deploymentConfig =
        text(
                "DeploymentConfig",
                "In which steps a new version takes traffic; the aggregator's does at once",
                Delivery.AT_ONCE)
            .allowedPattern("[A-Za-z0-9._+=,@-]{1,100}")
            .build();
    deploymentAttempt =
        number(
                "DeploymentAttempt",
                "Another number publishes a version of each function though nothing else changed",
                1)
            .minValue(1)
            .maxValue(MOST_ATTEMPTS)
            .build();
    budgetEmail =
        text("BudgetEmail", "Who is told of cost; nobody when empty, and no budget then", "")
            .allowedPattern("|[^@ ]+@[^@ ]+")
            .build();
    monthlyBudgetDollars =
        number("MonthlyBudgetDollars", "Dollars a month; no budget when 0", 0)
            .minValue(0)
            .maxValue(MOST_DOLLARS)
            .build();
    tag("Project", "millrace");
    tag(Costs.TAG, Aws.STACK_NAME);
    tag("Profile", profile.getValueAsString());
    tag("Owner", owner.getValueAsString());
  }

  /** On every resource that takes tags; not on the stack, whose tags may hold no parameters. */
  private void tag(String key, String value) {
    Tags.of(scope)
        .add(key, value, TagProps.builder().excludeResourceTypes(List.of("aws:cdk:stack")).build());
  }

  private CfnParameter.Builder text(String name, String description, String usual) {
    return CfnParameter.Builder.create(scope, name)
        .type("String")
        .description(description)
        .defaultValue(usual);
  }

  private CfnParameter.Builder number(String name, String description, int usual) {
    return CfnParameter.Builder.create(scope, name)
        .type("Number")
        .description(description)
        .defaultValue(usual);
  }
}
