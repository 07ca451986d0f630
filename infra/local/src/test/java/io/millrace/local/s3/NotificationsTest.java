// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationsTest {
  private static final String DOCUMENT =
      "<NotificationConfiguration><QueueConfiguration><Queue>arn:q</Queue><Event>s3:ObjectCreated:*</Event>"
          + "</QueueConfiguration></NotificationConfiguration>";

  private final List<String> sent = new ArrayList<>();
  private final ObjectMapper json = new ObjectMapper();

  @Test
  @Rule(
      of = Subject.S3,
      property = "s3:TestEvent",
      page = "s3:notification-content-structure",
      says = "A new target first receives a test event.")
  void newTarget_firstGetsTheTestEvent() throws IOException {
    configured(new BucketSettings(Optional.empty()));

    assertThat(sent).hasSize(1);
    assertThat(json.readTree(sent.getFirst()).path("Event").asText()).isEqualTo("s3:TestEvent");
    assertThat(json.readTree(sent.getFirst()).path("Bucket").asText()).isEqualTo("b");
  }

  @Test
  @Rule(
      of = Subject.S3,
      property = "PutBucketNotificationConfiguration",
      page = "s3:how-to-enable-disable-notification-intro",
      says = "Targets are checked when they are configured.")
  void queueThatIsNotThere_isRefused_andNothingIsConfigured() {
    BucketSettings settings = new BucketSettings(Optional.empty());
    Notifications notifications =
        new Notifications(settings, (arn, body, trace) -> false, () -> Instant.EPOCH);

    assertThatThrownBy(
            () -> notifications.configure("b", DOCUMENT.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(S3Exception.class)
        .hasMessageContaining("arn:q");
    assertThat(notifications.wanted("b")).isFalse();
  }

  @Test
  @Rule(
      of = Subject.S3,
      property = "sequencer",
      page = "s3:notification-content-structure",
      says = "Of two events of one key the later has the larger sequencer.")
  void sequencer_rises_evenWhenTheClockStandsStill() throws IOException {
    Notifications notifications = configured(new BucketSettings(Optional.empty()));
    S3Address object = new S3Address("b", "k", "/b/k");
    notifications.raise("ObjectCreated:Put", object, "e", 1, "p", "127.0.0.1", Optional.empty());
    notifications.raise("ObjectCreated:Put", object, "e", 1, "p", "127.0.0.1", Optional.empty());

    assertThat(sequencer(sent.get(2))).isGreaterThan(sequencer(sent.get(1)));
  }

  @Test
  void configuration_survivesARestart(@TempDir Path directory) throws IOException {
    configured(new BucketSettings(Optional.of(directory)));

    BucketSettings reloaded = new BucketSettings(Optional.of(directory));
    assertThat(reloaded.notifications("b").matching("ObjectCreated:Put", "k")).hasSize(1);
  }

  private Notifications configured(BucketSettings settings) throws IOException {
    Notifications notifications =
        new Notifications(settings, (arn, body, trace) -> sent.add(body), () -> Instant.EPOCH);
    notifications.configure("b", DOCUMENT.getBytes(StandardCharsets.UTF_8));
    return notifications;
  }

  private String sequencer(String message) throws IOException {
    JsonNode object = json.readTree(message).at("/Records/0/s3/object");
    return object.path("sequencer").asText();
  }
}
