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
 * Entry of the redrive function: {@link RedriveRequest} in, {@link RedriveReport} out, both JSON.
 * What is wrong with an object is an answer; what can't be had now is an error, and asking again is
 * harmless.
 */
public final class RedriveHandler implements RequestStreamHandler {

  private final Redrive redrive;
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
    this(RedriveWiring.redrive(config), config.reserve(), InstantSource.system());
  }

  RedriveHandler(Redrive redrive, Duration reserve, InstantSource clock) {
    this.redrive = redrive;
    this.reserve = reserve;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    RedriveRequest request = request(input.readAllBytes());
    Instant now = clock.instant();
    Attempt attempt =
        new Attempt(
            context.getAwsRequestId(),
            now,
            now.plusMillis(context.getRemainingTimeInMillis()),
            () -> context.getRemainingTimeInMillis() > reserve.toMillis());
    String report = Json.write(redrive.redrive(request, attempt));
    // One line for people and queries, as every function writes.
    if (!Priming.underWay()) {
      context.getLogger().log(report);
    }
    output.write(report.getBytes(StandardCharsets.UTF_8));
  }

  static RedriveRequest request(byte[] json) throws IOException {
    try {
      return Json.read(json, RedriveRequest.class);
    } catch (IOException e) {
      throw new IOException(
          "The redrive function is asked by {\"key\": \"aws/lambda/…\", \"dryRun\": false}: "
              + e.getMessage(),
          e);
    }
  }
}
