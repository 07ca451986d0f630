// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.lambda.mapping.QueueReader.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every reader of a queue promises. */
abstract class QueueReaderContract {
  abstract QueueReader reader();

  abstract void send(String body);

  private List<Message> receive(int count) throws SourceException {
    List<Message> all = new ArrayList<>();
    while (all.size() < count) {
      all.addAll(reader().receive(count - all.size(), Duration.ofSeconds(1)));
    }
    return all;
  }

  @Test
  void received_isInFlight_untilDeleted() throws SourceException {
    assertThat(reader().empty()).isTrue();
    send("a");
    assertThat(reader().empty()).isFalse();

    List<Message> received = receive(1);

    assertThat(reader().receive(10, Duration.ZERO)).isEmpty();
    assertThat(reader().empty()).isFalse();
    reader().delete(received);
    assertThat(reader().empty()).isTrue();
  }

  @Test
  void receive_bringsNoMoreThanAskedFor_norMoreThanTen() throws SourceException {
    for (int i = 0; i < 23; i++) {
      send("m" + i);
    }

    assertThat(reader().receive(3, Duration.ofSeconds(1))).hasSizeBetween(1, 3);
    assertThat(reader().receive(100, Duration.ofSeconds(1))).hasSizeBetween(1, 10);
  }

  @Test
  void delete_takesMoreThanTen() throws SourceException {
    for (int i = 0; i < 23; i++) {
      send("m" + i);
    }
    List<Message> received = receive(23);
    assertThat(received.stream().map(Message::id)).doesNotHaveDuplicates();

    reader().delete(received);

    assertThat(reader().empty()).isTrue();
  }
}
