// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.operations.RedriveReport;
import io.millrace.operations.RedriveReport.Status;
import io.millrace.operations.RedriveRequest;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Has the redrive function redrive objects, one behind the other. */
final class Redriver {

  /** A little longer than the redrive function's timeout. */
  static final Duration LONGEST = Duration.ofSeconds(310);

  private final LambdaClient lambda;
  private final String function;
  private final boolean dryRun;
  private final @Nullable Integer perSecond;

  Redriver(LambdaClient lambda, String function, boolean dryRun, @Nullable Integer perSecond) {
    this.lambda = lambda;
    this.function = function;
    this.dryRun = dryRun;
    this.perSecond = perSecond;
  }

  /**
   * Redrives all; a failing one does not stop the others.
   *
   * @param progress is told each report and how many there are by then
   */
  List<RedriveReport> redrive(List<String> keys, ObjIntConsumer<RedriveReport> progress) {
    List<RedriveReport> reports = new ArrayList<>();
    long start = System.nanoTime();
    for (String key : keys) {
      if (perSecond != null) {
        long due = Duration.ofSeconds(reports.size()).dividedBy(perSecond).toNanos();
        Pauses.pause(Duration.ofNanos(Math.max(0, due - (System.nanoTime() - start))));
      }
      RedriveReport report = toItsEnd(key);
      reports.add(report);
      progress.accept(report, reports.size());
    }
    return reports;
  }

  /** Large objects take several goes; as long as each gets further, another follows. */
  private RedriveReport toItsEnd(String key) {
    RedriveReport report = once(key);
    int done = report.done();
    while (report.status() == Status.LEFT && report.more() && report.done() > 0) {
      report = once(key);
      done += report.done();
    }
    return new RedriveReport(
        report.key(),
        report.status(),
        report.function(),
        report.records(),
        done,
        report.left(),
        report.more(),
        report.detail(),
        report.problems());
  }

  private RedriveReport once(String key) {
    String request = Json.write(new RedriveRequest(key, dryRun));
    InvokeResponse response =
        lambda.invoke(r -> r.functionName(function).payload(SdkBytes.fromUtf8String(request)));
    String payload = response.payload().asUtf8String();
    if (response.functionError() != null) {
      return new RedriveReport(
          key, Status.LEFT, null, 0, 0, 0, true, function + " failed: " + payload, List.of());
    }
    try {
      return Json.read(payload, RedriveReport.class);
    } catch (IOException e) {
      throw new CommandException(
          function
              + " answered "
              + Texts.cut(payload, 200)
              + ", which is no report: other version?",
          e);
    }
  }

  /** Whether something is left failed. */
  static boolean failed(RedriveReport report) {
    return switch (report.status()) {
      case LEFT, TOO_OLD, WRONG, TRIED_ENOUGH -> true;
      case REDRIVEN, READY, DONE_BEFORE, BUSY, NOT_YET -> false;
    };
  }
}
