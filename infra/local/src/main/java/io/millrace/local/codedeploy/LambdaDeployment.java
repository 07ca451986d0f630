// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.local.codedeploy.TrafficShift.Step;
import io.millrace.local.lambda.RoleGrants;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One deployment: asks the hook, moves the traffic, asks the other hook; back to the old version
 * when anything of it fails. [CodeDeploy User Guide, deployment-steps-lambda] Thread-safe.
 */
final class LambdaDeployment {
  private static final System.Logger LOG = System.getLogger(LambdaDeployment.class.getName());

  private static final Duration ALARM_LOOK = Duration.ofMillis(250);

  private final DeploymentGroup group;
  private final AppSpec spec;
  private final TrafficShift shift;
  private final Aliases aliases;
  private final RoleGrants grants;
  private final CodeDeployConfig config;
  private final InstantSource clock;
  private final Map<String, CompletableFuture<String>> hooks = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final List<LifecycleEvent> events = new ArrayList<>();
  private Progress progress;

  /** A step that people see, and how it went. */
  record LifecycleEvent(String name, String status, long startedAt, long endedAt) {}

  /**
   * How far it is.
   *
   * @param endedAt epoch milliseconds, 0 while it runs
   * @param code of the error, empty without one
   */
  record Progress(String status, long startedAt, long endedAt, String code, String message) {}

  /** Why it ends before its end. */
  private static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    Failure(String code, String message) {
      super(message, null, false, false);
      this.code = code;
    }
  }

  LambdaDeployment(
      DeploymentGroup group,
      AppSpec spec,
      TrafficShift shift,
      Aliases aliases,
      RoleGrants grants,
      CodeDeployConfig config,
      InstantSource clock) {
    this.group = group;
    this.spec = spec;
    this.shift = shift;
    this.aliases = aliases;
    this.grants = grants;
    this.config = config;
    this.clock = clock;
    this.progress = new Progress("Created", clock.millis(), 0, "", "");
  }

  DeploymentGroup group() {
    return group;
  }

  AppSpec spec() {
    return spec;
  }

  TrafficShift shift() {
    return shift;
  }

  synchronized Progress progress() {
    return progress;
  }

  synchronized List<LifecycleEvent> events() {
    return List.copyOf(events);
  }

  /** Ends it before its end: the alias goes back. */
  void stop() {
    stopped.complete(null);
  }

  /**
   * A hook has answered.
   *
   * @return whether one with this id was waited for
   */
  boolean answered(String hookExecutionId, String status) {
    CompletableFuture<String> waiting = hooks.remove(hookExecutionId);
    return waiting != null && waiting.complete(status);
  }

  /** Runs to the end, in this thread. */
  void run(String id) {
    progress("InProgress", "", "");
    log(
        id
            + " moves "
            + spec.function()
            + ":"
            + spec.alias()
            + " from version "
            + spec.current()
            + " to "
            + spec.target()
            + " ("
            + shift.name()
            + ")");
    try {
      String standing = aliases.version(spec.function(), spec.alias());
      if (!standing.equals(spec.current())) {
        throw new Failure(
            "INVALID_LAMBDA_CONFIGURATION",
            "the alias " + spec.alias() + " names version " + standing + ", not " + spec.current());
      }
      for (String action : List.of("lambda:GetAlias", "lambda:UpdateAlias")) {
        permitted(action, group.functionArn(spec.function()));
      }
      step("BeforeAllowTraffic", () -> ask(id, spec.before()));
      step("AllowTraffic", () -> move(id));
      step("AfterAllowTraffic", () -> ask(id, spec.after()));
      progress("Succeeded", "", "");
      log(id + " succeeded");
    } catch (Failure e) {
      back(id, e.code, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      back(id, "INTERNAL_ERROR", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the local cloud stops: nothing goes back any more
    }
  }

  private interface Doing {
    void run() throws Failure, IOException, InterruptedException;
  }

  private void step(String name, Doing doing) throws Failure, IOException, InterruptedException {
    long began = clock.millis();
    event(new LifecycleEvent(name, "InProgress", began, 0));
    String status = "Failed";
    try {
      doing.run();
      status = "Succeeded";
    } finally {
      event(new LifecycleEvent(name, status, began, clock.millis()));
    }
  }

  private synchronized void event(LifecycleEvent event) {
    events.removeIf(one -> one.name().equals(event.name()));
    events.add(event);
  }

  private void ask(String id, Optional<String> hook)
      throws Failure, IOException, InterruptedException {
    if (hook.isEmpty()) {
      return;
    }
    permitted("lambda:InvokeFunction", group.functionArn(hook.get()));
    String execution = UUID.randomUUID().toString();
    CompletableFuture<String> answer = new CompletableFuture<>();
    hooks.put(execution, answer);
    aliases.tell(
        hook.get(),
        JsonNodeFactory.instance
            .objectNode()
            .put("DeploymentId", id)
            .put("LifecycleEventHookExecutionId", execution)
            .toString());
    if (!within(CompletableFuture.anyOf(answer, stopped), config.hookTimeout())) {
      throw new Failure(
          "TIMEOUT",
          "the hook "
              + hook.get()
              + " did not answer within "
              + config.hookTimeout().toSeconds()
              + " s");
    }
    if (!answer.isDone()) {
      throw manualStop();
    }
    if (!answer.join().equals("Succeeded")) {
      throw new Failure(
          "HOOK_EXECUTION_FAILURE", "the hook " + hook.get() + " answered " + answer.join());
    }
  }

  private void move(String id) throws Failure, IOException, InterruptedException {
    for (Step step : shift.steps()) {
      aliases.point(spec.function(), spec.alias(), spec.current(), spec.target(), step.weight());
      Duration stays =
          step.stays().compareTo(config.longestWait()) > 0 ? config.longestWait() : step.stays();
      log(
          id
              + ": version "
              + spec.target()
              + " of "
              + spec.function()
              + " gets "
              + Math.round(step.weight() * 100)
              + " % for "
              + stays.toMillis() / 1e3
              + " s"
              + (stays.equals(step.stays())
                  ? ""
                  : " (on AWS for " + step.stays().toMinutes() + " min)"));
      stay(stays);
    }
    aliases.point(spec.function(), spec.alias(), spec.target(), "", 0);
  }

  /** Looks at the group's alarms meanwhile, as often as it takes to see one that comes and goes. */
  private void stay(Duration stays) throws Failure, InterruptedException {
    Duration left = stays;
    while (left.isPositive()) {
      Duration some = left.compareTo(ALARM_LOOK) < 0 ? left : ALARM_LOOK;
      if (within(stopped, some)) {
        throw manualStop();
      }
      left = left.minus(some);
      List<String> alarms = group.alarms().stream().filter(config.inAlarm()).toList();
      if (!alarms.isEmpty()) {
        throw new Failure("ALARM_ACTIVE", "the alarms " + alarms + " are in ALARM");
      }
    }
  }

  private static Failure manualStop() {
    return new Failure("MANUAL_STOP", "the deployment was stopped");
  }

  private static boolean within(CompletableFuture<?> future, Duration wait)
      throws InterruptedException {
    try {
      future.get(wait.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody completes these with an exception", e);
    }
  }

  private void permitted(String action, String arn) throws Failure {
    if (!grants.grants(group.role(), action, arn)) {
      throw new Failure(
          "IAM_ROLE_PERMISSIONS",
          "The IAM role "
              + group.role()
              + " does not give permission to perform "
              + action
              + " on "
              + arn);
    }
  }

  private void back(String id, String code, String message) {
    String told = message;
    try {
      if (!code.equals("INVALID_LAMBDA_CONFIGURATION")) {
        aliases.point(spec.function(), spec.alias(), spec.current(), "", 0);
      }
    } catch (IOException e) {
      told = message + "; and the alias could not be put back: " + e.getMessage();
    }
    progress(code.equals("MANUAL_STOP") ? "Stopped" : "Failed", code, told);
    LOG.log(
        System.Logger.Level.WARNING,
        "deployment {0} failed, {1} stays at version {2}: {3}",
        id,
        spec.function(),
        spec.current(),
        told);
  }

  private synchronized void progress(String status, String code, String message) {
    boolean over = !status.equals("InProgress");
    progress = new Progress(status, progress.startedAt, over ? clock.millis() : 0, code, message);
  }

  private static void log(String line) {
    LOG.log(System.Logger.Level.INFO, () -> "deployment " + line);
  }
}
