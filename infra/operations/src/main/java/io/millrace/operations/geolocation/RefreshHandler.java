// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Entry of the geolocation refresh: any event in, {@link RefreshReport} out. A run that took
 * nothing because something is wrong ends in an error, so that it is counted as one and Lambda runs
 * it again; the database in use stays.
 */
public final class RefreshHandler implements RequestStreamHandler {

  /** To put a database of the largest size, and to report. */
  private static final Duration RESERVE = Duration.ofSeconds(45);

  private final Refresh refresh;
  private final Supplier<@Nullable Credentials> credentials;
  private final InstantSource clock;
  private final PrintStream log;

  /**
   * Called once per environment.
   *
   * @throws IllegalArgumentException naming every setting that is wrong
   */
  public RefreshHandler() {
    this(RefreshConfig.from(System.getenv()));
  }

  private RefreshHandler(RefreshConfig config) {
    this(
        RefreshWiring.refresh(config),
        RefreshWiring.credentials(config),
        InstantSource.system(),
        System.out);
  }

  /**
   * @param credentials asked in every run: a secret may change
   */
  RefreshHandler(
      Refresh refresh,
      Supplier<@Nullable Credentials> credentials,
      InstantSource clock,
      PrintStream log) {
    this.refresh = refresh;
    this.credentials = credentials;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    RefreshReport report = run(context.getAwsRequestId(), remaining);
    answer.write(Json.write(report).getBytes(StandardCharsets.UTF_8));
  }

  /** One run, said in the log whatever it comes to. */
  RefreshReport run(String requestId, Duration remaining) throws IOException {
    RefreshReport report = RefreshReport.broken();
    try {
      Instant end = clock.instant().plus(remaining).minus(RESERVE);
      report = RefreshReport.of(refresh.run(credentials.get(), end), clock.instant());
    } finally {
      log.println(report.line(requestId, clock.instant()));
    }
    if (report.outcome() == RefreshReport.Outcome.FAILED) {
      throw new IllegalStateException(
          "The geolocation database was not refreshed: "
              + report.problem()
              + ": "
              + report.detail());
    }
    return report;
  }
}
