// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.conformance.Honoured;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NotificationConfigurationTest {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:q";

  @Test
  @Rule(
      of = Subject.S3,
      property = "Filter",
      page = "s3:notification-how-to-filtering",
      says = "Rules are chosen by event type, with wildcards, and by prefix and suffix of the key.")
  void rule_isMeantForItsEventsAndKeys() {
    NotificationConfiguration configuration =
        parse(
            "<QueueConfiguration><Id>r</Id><Queue>"
                + QUEUE
                + "</Queue><Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>Prefix</Name>"
                + "<Value>in/</Value></FilterRule><FilterRule><Name>suffix</Name><Value>.jpg</Value></FilterRule>"
                + "</S3Key></Filter></QueueConfiguration>");

    assertThat(configuration.matching("ObjectCreated:Put", "in/a.jpg")).hasSize(1);
    assertThat(configuration.matching("ObjectCreated:CompleteMultipartUpload", "in/a.jpg"))
        .hasSize(1);
    assertThat(configuration.matching("ObjectRemoved:Delete", "in/a.jpg")).isEmpty();
    assertThat(configuration.matching("ObjectCreated:Put", "out/a.jpg")).isEmpty();
    assertThat(configuration.matching("ObjectCreated:Put", "in/a.png")).isEmpty();
  }

  @Test
  void document_isTheSameReadBack() {
    NotificationConfiguration configuration =
        parse(
            "<QueueConfiguration><Queue>"
                + QUEUE
                + "</Queue><Event>s3:ObjectCreated:Put</Event></QueueConfiguration>");

    byte[] written = configuration.toXml().getBytes(StandardCharsets.UTF_8);
    assertThat(NotificationConfiguration.parse(written)).isEqualTo(configuration);
    assertThat(configuration.rules().getFirst().id()).isNotEmpty();
  }

  @Test
  @Rule(
      of = Subject.S3,
      property = "Targets",
      page = "s3:notification-how-to-event-types-and-destinations",
      says = "Queues, topics, functions and EventBridge can be targets.",
      honoured = Honoured.REFUSED,
      note = "queues are; the others are refused")
  void targetsAndEventsThatAreNotHere_areRefusedByName() {
    assertThatThrownBy(() -> parse("<TopicConfiguration/>"))
        .isInstanceOf(S3Exception.class)
        .hasMessageContaining("TopicConfiguration");
    assertThatThrownBy(
            () ->
                parse(
                    "<QueueConfiguration><Queue>q</Queue><Event>s3:Replication:*</Event></QueueConfiguration>"))
        .hasMessageContaining("s3:Replication:*");
    assertThatThrownBy(() -> NotificationConfiguration.parse(new byte[] {'x'}))
        .hasMessageContaining("not well-formed");
  }

  private static NotificationConfiguration parse(String content) {
    String document =
        "<NotificationConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + content
            + "</NotificationConfiguration>";
    return NotificationConfiguration.parse(document.getBytes(StandardCharsets.UTF_8));
  }
}
