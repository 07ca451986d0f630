// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import com.amazonaws.services.lambda.runtime.Context;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.aws.QueueBatches;
import io.millrace.shared.aws.Redelivery;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Invoked;
import io.millrace.shared.batch.OncePerKey;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.batch.Stage;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.IdempotencyTable;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The resize function on ports of the caller's, for tests outside this package. Its engine paints
 * nothing: every photo is {@link #WIDTH} by {@link #HEIGHT}, and one that holds {@link #BROKEN} is
 * malformed.
 */
public final class ResizeUnderTest {

  public static final int WIDTH = 640;
  public static final int HEIGHT = 480;
  public static final String BROKEN = "broken";
  public static final List<Integer> EDGES = List.of(320, 160);

  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final ResizeConfig config;
  private final ResizeStage stage;
  private final IdempotencyTable claims;
  private final InstantSource clock;
  private final Redelivery redelivery;

  public ResizeUnderTest(
      Blobs blobs,
      String renditionsBucket,
      String rejectsBucket,
      RecordStore records,
      IdempotencyTable claims,
      InstantSource clock,
      Redelivery redelivery) {
    this.config =
        ResizeConfig.from(
            Map.of(
                ResizeConfig.RENDITIONS_BUCKET, renditionsBucket,
                ResizeConfig.RECORDS_TABLE, "records",
                ResizeConfig.REJECTS_BUCKET, rejectsBucket,
                ResizeConfig.IDEMPOTENCY_TABLE, "idempotency",
                ResizeConfig.RESIZE_QUEUE_URL, "resize",
                ResizeConfig.WIDTHS, "320,160"));
    this.stage = new ResizeStage(blobs, records, ResizeUnderTest::render, config);
    this.claims = claims;
    this.clock = clock;
    this.redelivery = redelivery;
  }

  /** An invocation in an environment of its own. */
  public Invoked<List<String>> handle(List<Message> messages, Context context) {
    Deadline deadline = new Deadline(clock, RESERVE);
    Stage<Message, ?> once = new OncePerKey<>(claims, deadline, new ResizeWork(config, ""), stage);
    BatchResult<Message> result =
        new QueueBatches(deadline, redelivery).work(messages, context, once);
    return new Invoked<>(result.failed(Message::id), result.counts());
  }

  private static Outcome<ImageEngine.Renditions> render(byte[] original, ImageEngine.Spec spec) {
    if (new String(original, StandardCharsets.ISO_8859_1).contains(BROKEN)) {
      return Outcome.rejected(Reason.MALFORMED_IMAGE, "broken on purpose");
    }
    return Outcome.accepted(
        new ImageEngine.Renditions(
            WIDTH,
            HEIGHT,
            spec.longEdges().stream()
                .map(
                    edge ->
                        new ImageEngine.Rendition(edge, edge * 3 / 4, rendition(original, edge)))
                .toList()));
  }

  /** What a rendition of a photo holds. */
  public static byte[] rendition(byte[] original, int edge) {
    return (edge + " of " + Arrays.hashCode(original)).getBytes(StandardCharsets.US_ASCII);
  }
}
