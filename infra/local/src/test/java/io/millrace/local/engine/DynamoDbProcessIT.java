// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.LocalCloudException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamoDbProcessIT {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final Path LIB =
      Path.of("../engines/dynamodb-local/target/lib").toAbsolutePath().normalize();

  @TempDir private Path workDir;

  @Test
  void engine_listensOnLoopbackOnly_andEndsWhenClosed() throws Exception {
    DynamoDbProcess engine = DynamoDbProcess.start(JAVA_HOME, LIB, workDir, Optional.empty());
    int port = engine.endpoint().getPort();
    try {
      for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
        for (InetAddress address : network.inetAddresses().toList()) {
          if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
            assertThatThrownBy(() -> connect(address, port)).isInstanceOf(ConnectException.class);
          }
        }
      }
      connect(InetAddress.getLoopbackAddress(), port);
    } finally {
      engine.close();
    }
    assertThat(engine.handle().isAlive()).isFalse();
  }

  @Test
  void engine_doesNotOutliveAKilledOwner() throws Exception {
    Process owner =
        new ProcessBuilder(
                JAVA_HOME.resolve("bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EngineOwner.class.getName(),
                LIB.toString(),
                workDir.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long pid = Long.parseLong(owner.inputReader().readLine());
    ProcessHandle engine = ProcessHandle.of(pid).orElseThrow();

    owner.destroyForcibly().waitFor();

    engine.onExit().get(30, TimeUnit.SECONDS);
    assertThat(engine.isAlive()).isFalse();
  }

  @Test
  void missingEngine_isOneLineThatSaysWhatToDo() {
    assertThatThrownBy(
            () ->
                DynamoDbProcess.start(JAVA_HOME, workDir.resolve("none"), workDir, Optional.empty())
                    .close())
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContainingAll("none", "infra/engines/dynamodb-local", "--dynamodb-endpoint");
  }

  private static void connect(InetAddress address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2_000);
    }
  }
}
