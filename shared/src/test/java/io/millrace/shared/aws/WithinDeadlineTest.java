// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.time.HandSetClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SDK's own attempts against a service that accepts connections and never answers. */
final class WithinDeadlineTest {

  private final HandSetClock clock = new HandSetClock();
  private final Deadline deadline = new Deadline(clock, Duration.ofSeconds(2));

  @Test
  void callAndItsRepetitions_endWithTheTimeForWork() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SqsClient sqs = client(silent)) {
      deadline.begin(Duration.ofMillis(2_300));
      long began = System.nanoTime();
      assertThatThrownBy(() -> call(sqs)).isInstanceOf(UnavailableException.class);
      // One attempt without the deadline takes ten seconds.
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void withoutTimeLeft_noCallIsMade() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SqsClient sqs = client(silent)) {
      deadline.begin(Duration.ofMillis(2_000));
      assertThatThrownBy(() -> call(sqs))
          .isInstanceOf(UnavailableException.class)
          .hasStackTraceContaining("no time left");
      silent.setSoTimeout(1);
      assertThatThrownBy(silent::accept).isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  private static void call(SqsClient sqs) {
    Luck.translating("test", () -> sqs.listQueues());
  }

  private SqsClient client(ServerSocket server) {
    return Clients.configured(SqsClient.builder(), deadline)
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getLocalPort()))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .build();
  }
}
