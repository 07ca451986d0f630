// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.event.ResizeRequest;
import io.millrace.shared.port.Fault.Kind;
import io.millrace.shared.port.InMemoryBlobs;
import io.millrace.shared.port.InMemoryRecordStore;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.record.Place;
import io.millrace.shared.record.RejectPart;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole paths from a message to what is stored. */
final class ResizeStageTest {

  private static final String ID = "00112233445566778899aabbccddeeff";
  private static final String TIME = "2026-11-20T10:15:30Z";
  private static final Instant EXPIRY = Instant.parse("2027-02-19T00:00:00Z");
  private static final Instant SENT = Instant.parse("2026-11-20T10:16:00Z");
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:millrace-resize";
  private static final Place BERLIN =
      new Place("DE", null, "Berlin", 52_516_667L, 13_400_000L, null);

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final InMemoryRecordStore records = new InMemoryRecordStore();
  private final ResizeConfig config = ResizeConfig.from(ResizeConfigTest.ENV);
  private final ResizeStage stage = new ResizeStage(blobs, records, new PortableEngine(), config);

  @Test
  void photo_getsItsRenditionsAndItsPart() {
    byte[] photo =
        Surgery.withExif(
            Pictures.written(Pictures.quarters(5, 1000, 500), "jpeg"),
            Surgery.exif(6, ByteOrder.BIG_ENDIAN));
    assertThat(run(upload(photo)).counts()).isEqualTo(Counts.done(1, 0, 0));

    PhotoPart part = (PhotoPart) records.all().getFirst();
    assertThat(part.renditions())
        .allMatch(key -> key.matches("[0-9a-f]{32}-[0-9a-f]{8}/\\d+x\\d+\\.jpg"))
        .extracting(key -> key.substring(key.indexOf('/') + 1))
        .containsExactly("500x1000.jpg", "400x800.jpg", "160x320.jpg");
    assertThat(part)
        .isEqualTo(
            new PhotoPart(
                ID,
                "image/jpeg",
                Instant.parse(TIME),
                BERLIN,
                "uploads",
                "beach.jpg",
                photo.length,
                500,
                1000,
                "2026-05-01T12:30:00",
                "Acme One",
                part.renditions(),
                EXPIRY));
    Map<String, byte[]> stored = blobs.objects();
    assertThat(stored).hasSize(4);
    for (String key : part.renditions()) {
      byte[] rendition = Objects.requireNonNull(stored.get("renditions/" + key));
      assertThat(Pictures.arrangement(Pictures.read(rendition))).isEqualTo("2031");
    }
  }

  @Test
  void sameContent_sharesItsRenditions_andOtherSettingsDoNot() {
    run(upload(Pictures.jpeg()));
    List<String> first = ((PhotoPart) records.all().getFirst()).renditions();
    run(message(request("fedcba98", "copy.jpg", put("copy.jpg", Pictures.jpeg()))));
    assertThat(((PhotoPart) records.parts("fedcba98").getFirst()).renditions()).isEqualTo(first);

    ResizeConfig other = ResizeConfigTest.with(ResizeConfig.JPEG_QUALITY, "81");
    Batch.independently(
        List.of(upload(Pictures.jpeg())),
        new ResizeStage(blobs, records, new PortableEngine(), other));
    List<String> changed = ((PhotoPart) records.parts(ID).getFirst()).renditions();
    assertThat(changed).doesNotContainAnyElementsOf(first);
    assertThat(changed.getFirst().substring(0, 32)).isEqualTo(first.getFirst().substring(0, 32));
  }

  @Test
  void repeatedMessage_storesTheSame() {
    Message message = upload(Pictures.jpeg());
    run(message);
    List<Part> parts = records.all();
    Map<String, byte[]> objects = blobs.objects();
    run(message);
    assertThat(records.all()).isEqualTo(parts);
    assertThat(blobs.objects().keySet()).isEqualTo(objects.keySet());
    objects.forEach((key, body) -> assertThat(blobs.objects().get(key)).isEqualTo(body));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"BEFORE", "AFTER"})
  void badLuckAnywhere_isRetried_andTheRetryEndsAsIfNothingHadBeen(Kind kind) {
    // One open and two puts.
    byte[] photo = Pictures.written(Pictures.quarters(5, 500, 400), "jpeg");
    for (int call = 0; call < 3; call++) {
      Kind[] script = new Kind[call + 1];
      Arrays.fill(script, Kind.NONE);
      script[call] = kind;
      Message message = upload(photo);
      blobs.fault.next(script);
      assertThat(run(message).failed()).as("blob call %s", call).containsExactly(message);
      assertThat(records.all()).isEmpty();
    }
    Message message = upload(photo);
    records.fault.next(kind);
    assertThat(run(message).failed()).containsExactly(message);
    assertThat(run(message).failed()).isEmpty();
    assertThat(records.all()).singleElement().isInstanceOf(PhotoPart.class);
    assertThat(blobs.objects()).hasSize(3);
  }

  @Test
  void oneUnluckyMessage_doesNotHoldUpTheOthers() {
    Message first = upload(Pictures.jpeg());
    Message second = message(request("fedcba98", "copy.jpg", put("copy.jpg", Pictures.jpeg())));
    blobs.fault.next(Kind.BEFORE);
    BatchResult<Message> result = Batch.independently(List.of(first, second), stage);
    assertThat(result.failed()).containsExactly(first);
    assertThat(records.all()).extracting(Part::id).containsExactly("fedcba98");
  }

  @Test
  void overwrittenUpload_isGone() {
    Message message = upload(Pictures.jpeg());
    put("beach.jpg", Pictures.written(Pictures.quarters(), "png"));
    assertThat(run(message).counts()).isEqualTo(Counts.done(0, 1, 0));
    assertThat(records.all())
        .containsExactly(
            new RejectPart(
                ID,
                "photo",
                Reason.UPLOAD_GONE,
                "transform",
                "s3://uploads/beach.jpg is gone, or is no longer "
                    + InMemoryBlobs.etag(Pictures.jpeg()),
                "s3://uploads/beach.jpg",
                null,
                Instant.parse(TIME),
                EXPIRY));
  }

  @Test
  void damagedPhoto_isRejected_andItsUploadStaysTheOriginal() {
    byte[] photo = Arrays.copyOf(Pictures.jpeg(), 500);
    run(upload(photo));
    RejectPart part = (RejectPart) records.all().getFirst();
    assertThat(part.reason()).isEqualTo(Reason.MALFORMED_IMAGE);
    assertThat(part.raw()).isNull();
    assertThat(part.time()).isEqualTo(TIME);
    assertThat(blobs.objects()).containsOnlyKeys("uploads/beach.jpg");
  }

  @Test
  void photoOfTooManyBytes_isRejectedUnread() {
    ResizeConfig small = ResizeConfigTest.with(ResizeConfig.MAX_PHOTO_BYTES, "100");
    Batch.independently(
        List.of(upload(Pictures.jpeg())),
        new ResizeStage(blobs, records, new PortableEngine(), small));
    RejectPart part = (RejectPart) records.all().getFirst();
    assertThat(part.reason()).isEqualTo(Reason.IMAGE_TOO_LARGE);
    assertThat(part.detail()).isEqualTo(Pictures.jpeg().length + " bytes, allowed are 100");
  }

  @Test
  void acceptedPhoto_replacesItsReject_andNotTheOtherWayRound() {
    Message message = upload(Pictures.jpeg());
    put("beach.jpg", new byte[1]);
    run(message);
    assertThat(records.all()).singleElement().isInstanceOf(RejectPart.class);
    put("beach.jpg", Pictures.jpeg());
    run(message);
    assertThat(records.all()).singleElement().isInstanceOf(PhotoPart.class);
    put("beach.jpg", new byte[1]);
    run(message);
    assertThat(records.all()).singleElement().isInstanceOf(PhotoPart.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not for us",
        "{}",
        "[]",
        "null",
        "{\"id\":\"a\",\"time\":\"yesterday\",\"photo\":{}}",
        "{\"id\":\"a\",\"time\":\"2026-11-20T10:15:30Z\"}",
        "{\"id\":\"a\",\"time\":\"2026-11-20T10:15:30Z\",\"photo\":null}",
        "{\"id\":null,\"time\":\"2026-11-20T10:15:30Z\",\"photo\":{\"bucket\":\"b\",\"key\":\"k\","
            + "\"etag\":\"e\",\"bytes\":1,\"contentType\":\"t\"}}",
        "{\"id\":\"a\",\"time\":\"2026-11-20T10:15:30Z\",\"photo\":{\"bucket\":null,\"key\":\"k\","
            + "\"etag\":\"e\",\"bytes\":1,\"contentType\":\"t\"}}"
      })
  void foreignMessage_isRejected_withItsBytes(String body) {
    Message message = new Message("message-1", body, SENT, QUEUE);
    assertThat(run(message).counts()).isEqualTo(Counts.done(0, 1, 0));
    run(message);
    RejectPart part = (RejectPart) records.all().getFirst();
    assertThat(records.all()).hasSize(1);
    assertThat(part.reason()).isEqualTo(Reason.MALFORMED_MESSAGE);
    assertThat(part.id()).matches("[0-9a-f]{32}");
    assertThat(part.origin()).isEqualTo("sqs:millrace-resize/message-1");
    assertThat(part.time()).isEqualTo(SENT);
    assertThat(blobs.objects()).containsOnlyKeys("rejects/" + part.raw());
    assertThat(blobs.objects().values()).containsExactly(Surgery.ascii(body));
  }

  private BatchResult<Message> run(Message message) {
    return Batch.independently(List.of(message), stage);
  }

  private String put(String key, byte[] body) {
    blobs.put("uploads", key, "image/jpeg", body);
    return InMemoryBlobs.etag(body);
  }

  private Message upload(byte[] photo) {
    String etag = put("beach.jpg", photo);
    return message(
        new ResizeRequest(
            ID,
            TIME,
            new PhotoUploaded(
                "uploads",
                "beach.jpg",
                etag,
                photo.length,
                "image/jpeg",
                "2026-05-01T12:30:00",
                "Acme One",
                52_500_000L,
                13_400_000L),
            BERLIN));
  }

  private static ResizeRequest request(String id, String key, String etag) {
    return new ResizeRequest(
        id,
        TIME,
        new PhotoUploaded("uploads", key, etag, 1, "image/jpeg", null, null, null, null),
        null);
  }

  private static Message message(ResizeRequest request) {
    return new Message("message-" + request.id(), Json.write(request), SENT, QUEUE);
  }
}
