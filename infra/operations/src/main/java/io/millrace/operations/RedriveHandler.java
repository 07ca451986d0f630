// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.millrace.operations.Redrive.Attempt;
import io.millrace.shared.event.Json;
import io.millrace.shared.priming.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Entry of the redrive function: {@link RedriveRequest} in and {@link RedriveReport} out for a
 * person, {@link ScheduledRedrive} in and {@link SweepReport} out for the schedule, all JSON. What
 * is wrong with an object is an answer; what can't be had now is an error, and asking again is
 * harmless.
 */
public final class RedriveHandler implements RequestStreamHandler {

  private final Redrive redrive;
  private final Sweep sweep;
  private final Duration reserve;
  private final InstantSource clock;

  /**
   * Called once per environment.
   *
   * @throws IllegalArgumentException naming every setting that is wrong
   */
  public RedriveHandler() {
    this(RedriveConfig.from(System.getenv()));
    Priming.beforeSnapshot(
        System.getenv(),
        RedriveHandler::primingEvent,
        () -> new RedriveHandler(RedriveConfig.from(System.getenv())));
  }

  /** Asks for an object that holds nothing to be replayed. */
  static String primingEvent() {
    return """
        {"key":"aws/lambda/priming/failure.json","dryRun":true}""";
  }

  private RedriveHandler(RedriveConfig config) {
    this(config, RedriveWiring.objects(config));
  }

  private RedriveHandler(RedriveConfig config, FailureObjects objects) {
    redrive = RedriveWiring.redrive(config, objects);
    sweep = new Sweep(objects, redrive);
    reserve = config.reserve();
    clock = InstantSource.system();
  }

  @Override
  public void handleRequest(InputStream in, OutputStream output, Context context)
      throws IOException {
    RedriveInput input = read(in.readAllBytes());
    Instant now = clock.instant();
    Attempt attempt =
        new Attempt(
            context.getAwsRequestId(),
            now,
            now.plusMillis(context.getRemainingTimeInMillis()),
            () -> context.getRemainingTimeInMillis() > reserve.toMillis());
    String report =
        switch (input) {
          case RedriveRequest request -> Json.write(redrive.redrive(request, attempt));
          case ScheduledRedrive schedule ->
              Json.write(sweep.run(schedule, attempt, one -> log(Json.write(one), context)));
        };
    log(report, context);
    output.write(report.getBytes(StandardCharsets.UTF_8));
  }

  /** One line for people and queries, as every function writes. */
  private static void log(String report, Context context) {
    if (!Priming.underWay()) {
      context.getLogger().log(report);
    }
  }

  static RedriveInput read(byte[] json) throws IOException {
    try {
      return Json.document(json).has("scheduled")
          ? Json.read(json, ScheduledRedrive.class)
          : Json.read(json, RedriveRequest.class);
    } catch (IOException e) {
      throw new IOException(
          "The redrive function is asked by {\"key\": \"aws/lambda/…\", \"dryRun\": false}, or by"
              + " its schedule by {\"scheduled\": \"2026-11-20T10:00:00Z\"}: "
              + e.getMessage(),
          e);
    }
  }
}
