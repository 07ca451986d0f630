// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.lambda.runtime.DebugPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function under a debugger. */
class DebugIT {
  private static final String HANDSHAKE = "JDWP-Handshake";

  @TempDir private Path directory;

  @Test
  void debugger_connectsToTheFunctionsOnlyEnvironment_whichHasAllTime() throws IOException {
    int port = freePort();
    try (TestLambda cloud = new TestLambda(directory, new DebugPorts(Map.of("watched", port)))) {
      cloud.create("stack-watched", request -> request.timeout(1));

      var answer = TestLambda.json(cloud.invoke("stack-watched", "answer"));

      assertThat(answer.path("remainingMillis").asLong()).isGreaterThan(3_600_000);
      assertThat(shakeHands(port)).isEqualTo(HANDSHAKE);
      assertThat(cloud.service().functions().getFirst().environments()).isEqualTo(1);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String shakeHands(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] handshake = HANDSHAKE.getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(handshake);
      return new String(
          socket.getInputStream().readNBytes(handshake.length), StandardCharsets.US_ASCII);
    }
  }
}
