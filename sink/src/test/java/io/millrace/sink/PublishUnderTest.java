// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import com.amazonaws.services.lambda.runtime.Context;
import io.millrace.shared.aws.TableChange;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Invoked;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The publish function on ports of the caller's, for tests outside this package. */
public final class PublishUnderTest {

  private static final int MAX_DETAIL_BYTES = 10_000;

  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final PublishStage stage;
  private final InstantSource clock;

  /**
   * @param bus takes the details of {@code PhotosReady}
   */
  public PublishUnderTest(
      Blobs blobs, String archiveBucket, Consumer<List<String>> bus, InstantSource clock) {
    this.clock = clock;
    stage = new PublishStage(new Archive(blobs, archiveBucket), bus::accept, MAX_DETAIL_BYTES);
  }

  /** An invocation in an environment of its own. */
  public Invoked<List<String>> handle(List<TableChange> records, Context context) {
    AtomicReference<Counts> counts = new AtomicReference<>(Counts.NONE);
    PublishHandler handler =
        new PublishHandler(
            stage,
            new Deadline(clock, RESERVE),
            Tracing.off(),
            (result, of, extra) -> counts.set(result.counts()));
    List<String> response = handler.work(records, context);
    return new Invoked<>(response, counts.get());
  }
}
