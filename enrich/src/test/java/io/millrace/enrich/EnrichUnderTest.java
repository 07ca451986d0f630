// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.aws.StreamRecord;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Invoked;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.MessageQueue;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Place;
import io.millrace.shared.trace.Tracing;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The enrich function on ports of the caller's, for tests outside this package. */
public final class EnrichUnderTest {

  /** Build of the reference data that the caller's places stand for. */
  public static final String GEO_BUILD = "places-of-the-test";

  private static final int MAX_PLACE_DISTANCE_KM = 1_000;

  private final EnrichStage stage;

  public EnrichUnderTest(
      RecordStore records,
      MessageQueue resize,
      Blobs blobs,
      String rejectsBucket,
      Function<InetAddress, @Nullable Place> places) {
    NetworkPlaces networks =
        new NetworkPlaces() {
          @Override
          public @Nullable Place of(InetAddress address) {
            return places.apply(address);
          }

          @Override
          public String build() {
            return GEO_BUILD;
          }
        };
    Enricher enricher =
        new Enricher(networks, Gazetteer.bundled(MAX_PLACE_DISTANCE_KM), true, Keeping.DEFAULT);
    stage =
        new EnrichStage(
            enricher,
            Keeping.DEFAULT,
            records,
            resize,
            new RejectedBytes(blobs, rejectsBucket),
            Tracing.off());
  }

  public Invoked<List<String>> handle(List<StreamRecord> records) {
    BatchResult<StreamRecord> result = Batch.inOrder(records, stage);
    return new Invoked<>(result.failed(StreamRecord::sequenceNumber), result.counts());
  }
}
