// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.constructs.Construct;

/**
 * What is watched, and how bad each is. A page is for what loses events or makes people wait if
 * nobody acts within the hour; a ticket is for the rest.
 *
 * <p>{@link Thresholds} says when; {@link Severity} whom it is told to, and when it is not.
 */
final class Alarms {

  private static final List<String> QUEUE_STAGES = List.of("upload", "resize");
  private static final List<String> QUEUES = List.of("uploads", "resize");
  private static final List<String> STREAM_STAGES = List.of("enrich", "aggregate", "publish");

  private final AlarmFactory alarms;
  private final AlarmChoices choices;
  private final Severity page;
  private final Severity ticket;

  private Alarms(Construct scope, AlarmChoices choices, Severity page, Severity ticket) {
    alarms = new AlarmFactory(scope);
    this.choices = choices;
    this.page = page;
    this.ticket = ticket;
  }

  /**
   * @param refreshed whether there is a refresh of the geolocation database
   */
  static void watch(Construct scope, CfnCondition refreshed) {
    AlarmChoices choices = new AlarmChoices(scope);
    NoticeTopics topics = new NoticeTopics(scope);
    Severity page = new Severity("page", topics.topic("page", choices.pageEmail));
    Severity ticket = new Severity("ticket", topics.topic("ticket", choices.ticketEmail));
    Alarms all = new Alarms(scope, choices, page, ticket);
    Operations.STAGES.forEach(stage -> all.function(stage, page));
    all.function(Operations.REDRIVE, ticket);
    QUEUE_STAGES.forEach(all::concurrency);
    all.accountConcurrency();
    all.iteratorAge();
    all.stalled();
    QUEUES.forEach(all::queue);
    all.deadLetters(
        "schedules-dlq", "A schedule called its function in vain; the next call does it");
    all.givenUp();
    all.objective();
    all.cost();
    all.geolocation(refreshed);
    CfnAlarm deploying = all.deploying();
    page.group(
        scope,
        deploying,
        "Events are being lost, or wait, or will soon: somebody has to act now. The alarms that"
            + " it is made of name their runbooks, all in "
            + Runbook.FOLDER);
    ticket.group(
        scope,
        deploying,
        "Something is wrong that can wait until the morning. The alarms that it is made of name"
            + " their runbooks, all in "
            + Runbook.FOLDER);
    Dashboards.create(scope, page.ids(), ticket.ids());
  }

  private void function(String name, Severity severity) {
    severity.add(
        alarms.create(
            name + "-error-rate",
            Signal.errorRate(name),
            Thresholds.ERROR_RATE,
            "Invocations of " + name + " fail, by errors or timeouts, and their batches come again",
            Runbook.DOWNSTREAM_OUTAGE));
    ticket.add(
        alarms.create(
            name + "-throttles",
            Signal.of(Measure.alias(name, "Throttles", "Sum")),
            Thresholds.THROTTLES,
            "Lambda refuses invocations of " + name + " for want of concurrency",
            Runbook.THROTTLING));
    ticket.add(
        alarms.create(
            name + "-duration",
            Signal.timeoutPercent(name),
            Thresholds.DURATION,
            "The slowest invocations of " + name + " come near its timeout",
            Runbook.TIMEOUT));
  }

  /** The stages of streams take what shards and lanes there are; only queues have a bound. */
  private void concurrency(String stage) {
    ticket.add(
        alarms.create(
            stage + "-concurrency",
            new Signal(
                Map.of("used", Measure.function(stage, "ConcurrentExecutions", "Maximum")),
                "100 * used / ${" + Measure.id(stage) + "MaximumConcurrency}"),
            Thresholds.CONCURRENCY,
            stage + " has used all concurrency of its mapping for long: its queue grows",
            Runbook.THROTTLING));
  }

  private void accountConcurrency() {
    ticket.add(
        alarms.create(
            "account-concurrency",
            new Signal(
                Map.of("used", Measure.accountConcurrency()),
                "100 * used / ${" + AlarmChoices.ACCOUNT_CONCURRENCY + "}"),
            Thresholds.ACCOUNT_CONCURRENCY,
            "The account's functions, these and all others, have little concurrency left",
            Runbook.THROTTLING));
  }

  /** Without a value nothing was handled: the next alarm's matter. */
  private void iteratorAge() {
    for (String stage : STREAM_STAGES) {
      CfnAlarm alarm =
          alarms.create(
              stage + "-iterator-age",
              new Signal(
                  Map.of("age", Measure.alias(stage, "IteratorAge", "Maximum")), "age / 1000"),
              Thresholds.ITERATOR_AGE,
              stage + " is behind its stream by more than AlarmAgeSeconds",
              Runbook.ITERATOR_AGE);
      alarm.setThreshold(choices.ageSeconds.getValueAsNumber());
      page.add(alarm);
    }
  }

  /** A consumer that is stuck says nothing at all, not even its age. */
  private void stalled() {
    for (String stage : STREAM_STAGES) {
      page.add(
          alarms.create(
              stage + "-stalled",
              Signal.stalled(coming(stage), stage),
              Thresholds.STALLED,
              "Something comes in for " + stage + " and none of it is handled",
              Runbook.PERMISSION_DENIED));
    }
  }

  /** What tells that a stage has something to do. */
  private static Measure coming(String stage) {
    return stage.equals("enrich")
        ? Measure.stream("IncomingRecords")
        : Measure.table("records", "ConsumedWriteCapacityUnits");
  }

  private void queue(String name) {
    page.add(
        alarms.create(
            name + "-age",
            Signal.of(Measure.queue(name, "ApproximateAgeOfOldestMessage", "Maximum")),
            Thresholds.QUEUE_AGE,
            "A message has waited long in the queue " + name,
            Runbook.ITERATOR_AGE));
    String dead = name + "-dlq";
    deadLetters(dead, "There are messages in " + dead + " that failed five times");
    page.add(
        alarms.create(
            dead + "-age",
            Signal.of(Measure.queue(dead, "ApproximateAgeOfOldestMessage", "Maximum")),
            Thresholds.DEAD_LETTER_AGE,
            "Messages in " + dead + " are deleted in four days unless somebody redrives them",
            Runbook.DEAD_LETTERS));
  }

  private void deadLetters(String queue, String means) {
    ticket.add(
        alarms.create(
            queue + "-depth",
            Signal.of(Measure.queue(queue, "ApproximateNumberOfMessagesVisible", "Maximum")),
            Thresholds.DEAD_LETTERS,
            means,
            Runbook.DEAD_LETTERS));
  }

  private void givenUp() {
    for (String stage : STREAM_STAGES) {
      ticket.add(
          alarms.create(
              stage + "-failed-batches",
              Signal.of(Measure.mapping(stage, "OnFailureDestinationDeliveredEventCount")),
              Thresholds.FAILED_BATCHES,
              "Lambda gave up events for " + stage + " and keeps them in the failures bucket",
              stage.equals("aggregate") ? Runbook.AGGREGATE_DRIFT : Runbook.POISON_RECORD));
    }
    page.add(
        alarms.create(
            "dropped-events",
            Signal.dropped(),
            Thresholds.DROPPED_EVENTS,
            "Lambda gave up events and could not keep them in the failures bucket",
            Runbook.PERMISSION_DENIED));
  }

  /** Of two windows both have to burn: the long one makes it worth a notice, the short one now. */
  private void objective() {
    String means = "More attempts at events fail than the objective allows";
    page.add(
        alarms.both(
            "slo-fast",
            alarms.create(
                "slo-fast-1h",
                Objective.burnRate(),
                Thresholds.FAST_BURN_LONG,
                means + ": in the last hour 14.4 times as many",
                Runbook.DOWNSTREAM_OUTAGE),
            alarms.create(
                "slo-fast-5m",
                Objective.burnRate(),
                Thresholds.FAST_BURN_SHORT,
                means + ": in the last 5 minutes 14.4 times as many",
                Runbook.DOWNSTREAM_OUTAGE),
            "At this rate the month's budget of failures is used up in two days",
            Runbook.DOWNSTREAM_OUTAGE));
    ticket.add(
        alarms.both(
            "slo-slow",
            alarms.create(
                "slo-slow-1d",
                Objective.burnRate(),
                Thresholds.SLOW_BURN_LONG,
                means + ": in the last day 3 times as many",
                Runbook.POISON_RECORD),
            alarms.create(
                "slo-slow-2h",
                Objective.burnRate(),
                Thresholds.SLOW_BURN_SHORT,
                means + ": in the last 2 hours 3 times as many",
                Runbook.POISON_RECORD),
            "At this rate the month's budget of failures is used up in ten days",
            Runbook.POISON_RECORD));
  }

  private void cost() {
    cost("functions", HourlyCost.functions());
    cost("data", HourlyCost.data());
  }

  private void cost(String what, Signal signal) {
    CfnAlarm alarm =
        alarms.create(
            "cost-" + what,
            signal,
            Thresholds.COST,
            "The last hour's " + what + " cost more than AlarmDollarsAnHour",
            Runbook.COST_SPIKE);
    alarm.setThreshold(choices.dollarsAnHour.getValueAsNumber());
    ticket.add(alarm);
  }

  /** A refresh that does not run says nothing, so that nothing is as bad as too old. */
  private void geolocation(CfnCondition refreshed) {
    CfnAlarm alarm =
        alarms.create(
            "geolocation-stale",
            Signal.of(Measure.stage("geolocation-refresh", "GeolocationAgeSeconds", "Maximum")),
            Thresholds.GEOLOCATION_AGE,
            "The geolocation database is old, or its refresh did not run for two days",
            Runbook.GEOLOCATION_STALE);
    alarm.setTreatMissingData("breaching");
    alarm.getCfnOptions().setCondition(refreshed);
    ticket.addIf(refreshed, alarm);
  }

  private CfnAlarm deploying() {
    return alarms.create(
        "deploying",
        Signal.of(Measure.function(Operations.HOOK, "Invocations", "Sum")),
        Thresholds.DEPLOYING,
        "A deployment goes on, or has just ended: the notices wait for its end",
        Runbook.BAD_DEPLOYMENT);
  }
}
