// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import software.amazon.awscdk.CfnParameter;
import software.constructs.Construct;

/** Of the alarms, what is chosen when the stack is deployed. */
final class AlarmChoices {

  /** A stream keeps a day at least: half of it is left to do something. */
  private static final int MOST_AGE_SECONDS = 12 * 60 * 60;

  private static final int LEAST_AGE_SECONDS = 60;
  private static final int MOST_DOLLARS = 100_000;

  static final String ACCOUNT_CONCURRENCY = "AccountConcurrency";

  /** Lambda's quota of an account that asked for no other. */
  private static final int USUAL_CONCURRENCY = 1_000;

  private static final int LEAST_CONCURRENCY = 10;
  private static final int MOST_CONCURRENCY = 1_000_000;

  final CfnParameter pageEmail;
  final CfnParameter ticketEmail;
  final CfnParameter ageSeconds;
  final CfnParameter dollarsAnHour;

  AlarmChoices(Construct scope) {
    pageEmail = email(scope, "PageEmail", "Who is told at once");
    ticketEmail = email(scope, "TicketEmail", "Who is told of what can wait until the morning");
    ageSeconds =
        CfnParameter.Builder.create(scope, "AlarmAgeSeconds")
            .type("Number")
            .description("How far a consumer of a stream may be behind before somebody is told")
            .defaultValue(300)
            .minValue(LEAST_AGE_SECONDS)
            .maxValue(MOST_AGE_SECONDS)
            .build();
    dollarsAnHour =
        CfnParameter.Builder.create(scope, "AlarmDollarsAnHour")
            .type("Number")
            .description("Dollars of an hour, for functions and for data each, that are too many")
            .defaultValue(10)
            .minValue(1)
            .maxValue(MOST_DOLLARS)
            .build();
    CfnParameter.Builder.create(scope, ACCOUNT_CONCURRENCY)
        .type("Number")
        .description("Lambda's quota of concurrent executions in the account and region")
        .defaultValue(USUAL_CONCURRENCY)
        .minValue(LEAST_CONCURRENCY)
        .maxValue(MOST_CONCURRENCY)
        .build();
  }

  private static CfnParameter email(Construct scope, String name, String who) {
    return CfnParameter.Builder.create(scope, name)
        .type("String")
        .description(who + ", by an address that confirms; nobody when empty")
        .allowedPattern("|[^@ ]+@[^@ ]+")
        .defaultValue("")
        .build();
  }
}
