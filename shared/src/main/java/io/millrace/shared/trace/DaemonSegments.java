// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.trace;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The X-Ray daemon that Lambda runs beside a function: a datagram for each document, a line with
 * the format before it. A socket lives for one document, so a snapshot holds none.
 *
 * <p>Source: AWS X-Ray Developer Guide, "Sending trace data to AWS X-Ray" (segment documents to the
 * daemon); AWS Lambda Developer Guide, "Defined runtime environment variables".
 */
final class DaemonSegments implements Segments {

  /** The variable that says where the daemon listens, as {@code address:port}. */
  static final String ADDRESS = "AWS_XRAY_DAEMON_ADDRESS";

  private static final String FORMAT = "{\"format\":\"json\",\"version\":1}\n";

  /** The daemon's buffer; also what a datagram can hold, nearly. */
  private static final int MAX_BYTES = 64_000;

  private final String host;
  private final int port;

  private DaemonSegments(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Null when the address is none. */
  static @Nullable DaemonSegments at(@Nullable String address) {
    int colon = address == null ? -1 : address.lastIndexOf(':');
    if (address == null || colon < 1) {
      return null;
    }
    try {
      return new DaemonSegments(
          address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Override
  public void send(String document) {
    byte[] bytes = (FORMAT + document).getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BYTES) {
      return;
    }
    try (DatagramSocket socket = new DatagramSocket()) {
      InetSocketAddress daemon = new InetSocketAddress(InetAddress.getByName(host), port);
      socket.send(new DatagramPacket(bytes, bytes.length, daemon));
    } catch (IOException e) {
      // Nobody listens, and nothing depends on it.
      return;
    }
  }
}
