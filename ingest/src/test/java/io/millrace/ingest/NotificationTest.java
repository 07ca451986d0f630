// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Outcome.Rejected;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.UploadPoke;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NotificationTest {

  private static final Instant TOLD = Bench.TOLD;

  @Test
  void createdObject_isTaken_andItsKeyDecoded() {
    assertThat(Notification.read(Bench.created("année 2026/a+b %41.json", "e1")))
        .containsExactly(created("année 2026/a+b %41.json", "e1"));
  }

  @Test
  void plusInAKey_isASpace() {
    String body = Bench.created("x", "e1").replace("\"key\":\"x\"", "\"key\":\"a+b%2Bc%C3%A9\"");

    assertThat(Notification.read(body)).containsExactly(created("a b+cé", "e1"));
  }

  @Test
  void quotesOfAnEtag_areDropped() {
    String body = Bench.created("x", "e1").replace("\"e1\"", "\"\\\"e1\\\"\"");

    assertThat(Notification.read(body)).containsExactly(created("x", "e1"));
  }

  @Test
  void testEvent_isIgnored() {
    assertThat(
            Notification.read(
                """
                {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2014-10-13T15:57:02.089Z",\
                "Bucket":"uploads","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE"}"""))
        .containsExactly(Outcome.accepted(new Notice.Ignored("s3:TestEvent")));
  }

  @Test
  void ourOwnPoke_saysWhichUploadAndWhichHop() {
    UploadPoke poke = new UploadPoke(Bench.UPLOADS, "a b", "e1", TOLD.toString(), 7, null);
    UploadPoke replay = new UploadPoke(Bench.UPLOADS, "a b", "e1", TOLD.toString(), 0, "r-1");

    assertThat(poke.body())
        .isEqualTo(
            "{\"poke\":{\"bucket\":\"uploads\",\"key\":\"a b\",\"etag\":\"e1\","
                + "\"told\":\"2026-11-20T10:15:30.123Z\",\"hop\":7}}");
    Upload upload = new Upload(Bench.UPLOADS, "a b", "e1", TOLD);
    assertThat(Notification.read(poke.body()))
        .containsExactly(Outcome.accepted(new Notice.Created(upload, 7, null)));
    assertThat(Notification.read(replay.body()))
        .containsExactly(Outcome.accepted(new Notice.Created(upload, 0, "r-1")));
  }

  @Test
  void severalRecords_areDecidedOneByOne() {
    String one = Bench.created("a", "e1");
    String two = Bench.created("b", "e2");
    String removed = two.replace("ObjectCreated:Put", "ObjectRemoved:Delete");
    String body = "{\"Records\":[%s,%s,null,%s]}".formatted(entry(one), entry(removed), entry(two));

    assertThat(Notification.read(body))
        .containsExactly(
            created("a", "e1"),
            Outcome.accepted(new Notice.Ignored("ObjectRemoved:Delete")),
            Outcome.rejected(Reason.MALFORMED_MESSAGE, "S3 notification: eventName is missing"),
            created("b", "e2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "null",
        "[]",
        "{}",
        "{\"Records\":[]}",
        "{\"Records\":[{}]}",
        "{\"Records\":[null]}",
        "{\"Event\":\"s3:OtherEvent\"}",
        "{\"poke\":{\"bucket\":\"b\",\"key\":\"k\",\"etag\":\"e\",\"told\":\"then\",\"hop\":1}}",
        "{\"poke\":{\"bucket\":\"b\",\"key\":\"k\",\"told\":\"2026-11-20T10:15:30Z\",\"hop\":1}}",
        "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\"}]}",
        "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"}}}]}",
      })
  void anythingElse_isMalformed(String body) {
    assertThat(Notification.read(body))
        .singleElement()
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.reason()).isEqualTo(Reason.MALFORMED_MESSAGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"key\":\"%zz\"", "\"key\":null", "\"eTag\":null", "\"key\":7.5e"})
  void wrongField_isMalformed(String field) {
    String name = field.substring(0, field.indexOf(':'));
    String body = Bench.created("x", "e1").replaceFirst(name + ":\"[^\"]*\"", field);

    assertThat(Notification.read(body).getFirst()).isInstanceOf(Rejected.class);
  }

  @Test
  void wrongTime_isMalformed() {
    String body = Bench.created("x", "e1").replace(TOLD.toString(), "yesterday");

    assertThat(Notification.read(body))
        .containsExactly(
            Outcome.rejected(
                Reason.MALFORMED_MESSAGE,
                "S3 notification: eventTime must be an ISO 8601 time, is \"yesterday\""));
  }

  private static Outcome<Notice> created(String key, String etag) {
    return Outcome.accepted(new Notice.Created(new Upload(Bench.UPLOADS, key, etag, TOLD)));
  }

  private static String entry(String body) {
    return body.substring(body.indexOf('[') + 1, body.lastIndexOf(']'));
  }
}
