// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.aws.QueueBatches;
import io.millrace.shared.aws.RecordingSqs;
import io.millrace.shared.aws.Redelivery;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.port.Fault.Kind;
import io.millrace.shared.port.InMemoryBlobs;
import io.millrace.shared.port.InMemoryRecordStore;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.record.RejectPart;
import io.millrace.shared.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The event as Lambda hands it over, and the answer as Lambda takes it. */
final class ResizeHandlerTest {

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final InMemoryRecordStore records = new InMemoryRecordStore();
  private final RecordingSqs sqs = new RecordingSqs();
  private final ResizeHandler handler =
      new ResizeHandler(
          new ResizeStage(
              blobs, records, new PortableEngine(), ResizeConfig.from(ResizeConfigTest.ENV)),
          new QueueBatches(Deadline.none(), new Redelivery(sqs, "queue", new Random(3))));

  @Test
  void event_isWorkedOff() throws IOException {
    assertThat(answer(event())).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(records.parts("00112233445566778899aabbccddeeff"))
        .singleElement()
        .isInstanceOfSatisfying(
            PhotoPart.class,
            part -> {
              assertThat(part.key()).isEqualTo("holiday/beach.jpg");
              assertThat(part.renditions()).hasSize(1);
            });
    assertThat(records.all())
        .filteredOn(RejectPart.class::isInstance)
        .singleElement()
        .satisfies(
            part -> assertThat(((RejectPart) part).reason()).isEqualTo(Reason.MALFORMED_MESSAGE));
  }

  @Test
  void unluckyMessage_isReported_byItsId() throws IOException {
    byte[] event = event();
    blobs.fault.next(Kind.BEFORE);
    assertThat(answer(event))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":"
                + "\"059f36b4-87a3-44ab-83d2-661975830a7d\"}]}");
  }

  private byte[] event() throws IOException {
    byte[] photo = Pictures.written(Pictures.quarters(5, 300, 200), "jpeg");
    blobs.put("uploads", "holiday/beach.jpg", "image/jpeg", photo);
    try (InputStream in = getClass().getResourceAsStream("/events/sqs-resize.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .replace("ETAG", InMemoryBlobs.etag(photo))
          .replace("BYTES", Integer.toString(photo.length))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  private String answer(byte[] event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(event), answer, new FixedContext());
    return answer.toString(StandardCharsets.UTF_8);
  }
}
