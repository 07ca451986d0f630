// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.OncePerKey;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.event.ResizeRequest;
import io.millrace.shared.port.Fault.Kind;
import io.millrace.shared.port.IdempotencyTable.Claim;
import io.millrace.shared.port.InMemoryBlobs;
import io.millrace.shared.port.InMemoryIdempotencyTable;
import io.millrace.shared.port.InMemoryRecordStore;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.record.Place;
import io.millrace.shared.record.RejectPart;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.time.HandSetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The resize stage behind its claim: a photo is decoded once, whoever asks how often. */
final class ResizeOnceTest {

  private static final String ID = "00112233445566778899aabbccddeeff";
  private static final Place BERLIN =
      new Place("DE", null, "Berlin", 52_516_667L, 13_400_000L, null);

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final InMemoryRecordStore records = new InMemoryRecordStore();
  private final InMemoryIdempotencyTable table = new InMemoryIdempotencyTable();
  private final Deadline deadline = new Deadline(new HandSetClock(), Duration.ofSeconds(2));
  private final AtomicInteger decoded = new AtomicInteger();
  private int deliveries;

  @BeforeEach
  void begin() {
    deadline.begin(Duration.ofSeconds(120));
  }

  @Test
  void duplicate_decodesNothing_andLeavesTheSameRecord() {
    Message message = message("beach.jpg", Pictures.jpeg(), null);
    assertThat(run(message)).isEqualTo(Counts.done(1, 0, 0));
    PhotoPart first = (PhotoPart) records.all().getFirst();
    assertThat(run(redelivered(message))).isEqualTo(Counts.done(1, 0, 0));
    assertThat(decoded).hasValue(1);
    assertThat(records.all()).containsExactly(first);
  }

  @Test
  void samePhoto_askedForWithANewPlace_bringsTheRecordUpToDate_withoutDecoding() {
    run(message("beach.jpg", Pictures.jpeg(), null));
    run(message("beach.jpg", Pictures.jpeg(), BERLIN));
    assertThat(decoded).hasValue(1);
    PhotoPart part = (PhotoPart) records.all().getFirst();
    assertThat(part.place()).isEqualTo(BERLIN);
    assertThat(blobs.objects().keySet())
        .containsAll(part.renditions().stream().map(key -> "renditions/" + key).toList());
  }

  @Test
  void otherSettings_areOtherWork() {
    Message message = message("beach.jpg", Pictures.jpeg(), null);
    run(message);
    assertThat(run(message, ResizeConfigTest.with(ResizeConfig.JPEG_QUALITY, "81")))
        .isEqualTo(Counts.done(1, 0, 0));
    assertThat(decoded).hasValue(2);
    assertThat(table.entries()).hasSize(2);
  }

  @Test
  void otherObjectUnderTheSameId_isRejected_andTheRecordStays() {
    run(message("beach.jpg", Pictures.jpeg(), null));
    PhotoPart first = (PhotoPart) records.all().getFirst();
    byte[] other = Pictures.written(Pictures.quarters(), "png");
    assertThat(run(message("other.png", other, null))).isEqualTo(Counts.done(0, 1, 0));
    assertThat(records.all()).containsExactly(first);
  }

  @Test
  void otherObjectUnderAnIdInWork_isAReject_thatTheWorkReplacesWhenItIsDone() {
    Message message = message("beach.jpg", Pictures.jpeg(), null);
    OncePerKey.Key key = new ResizeWork(config(), "").key(message).orElseThrow();
    table.claim(key.name(), key.fingerprint(), "other", deadline.now(), deadline.end());
    run(message("other.png", Pictures.written(Pictures.quarters(), "png"), null));
    assertThat(((RejectPart) records.all().getFirst()).reason()).isEqualTo(Reason.ID_REUSED);

    table.release(new Claim(key.name(), key.fingerprint(), "other", deadline.end()));
    run(message);
    assertThat(records.all()).singleElement().isInstanceOf(PhotoPart.class);
  }

  @Test
  void damagedPhoto_isDecodedAgain_whenItsRejectIsReplayed() {
    Message message = message("beach.jpg", new byte[1], null);
    assertThat(run(message)).isEqualTo(Counts.done(0, 1, 0));
    assertThat(run(redelivered(message))).isEqualTo(Counts.done(0, 1, 0));
    assertThat(decoded).hasValue(2);
  }

  @Test
  void unluckyTable_rejectsNothing_andTheRetryGoesThrough() {
    Message message = message("beach.jpg", Pictures.jpeg(), null);
    for (Kind kind : List.of(Kind.BEFORE, Kind.AFTER)) {
      table.fault.next(kind);
      assertThat(run(message)).isEqualTo(new Counts(1, 0, 0, 0, 1, 0));
      assertThat(records.all()).isEmpty();
    }
    assertThat(run(message)).isEqualTo(Counts.done(1, 0, 0));
  }

  private Counts run(Message message) {
    return run(message, config());
  }

  private Counts run(Message message, ResizeConfig config) {
    ImageEngine engine =
        (original, spec) -> {
          decoded.incrementAndGet();
          return new PortableEngine().render(original, spec);
        };
    return Batch.independently(
            List.of(message),
            new OncePerKey<>(
                table,
                deadline,
                new ResizeWork(config, ""),
                new ResizeStage(blobs, records, engine, config)))
        .counts();
  }

  private static ResizeConfig config() {
    return ResizeConfig.from(ResizeConfigTest.ENV);
  }

  private Message message(String key, byte[] photo, @Nullable Place place) {
    blobs.put("uploads", key, "image/jpeg", photo);
    String etag = InMemoryBlobs.etag(photo);
    ResizeRequest request =
        new ResizeRequest(
            ID,
            "2026-11-20T10:15:30Z",
            new PhotoUploaded(
                "uploads", key, etag, photo.length, "image/jpeg", null, null, null, null),
            place);
    return delivered("message-" + key, Json.write(request));
  }

  private Message redelivered(Message message) {
    return delivered(message.id(), message.body());
  }

  private Message delivered(String id, String body) {
    deliveries++;
    return new Message(id, body, Instant.EPOCH, "arn:aws:sqs:::q", "handle-" + deliveries, 1);
  }
}
