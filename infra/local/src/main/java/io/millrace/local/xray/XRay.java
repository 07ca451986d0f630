// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.xray;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.LocalCloudException;
import io.millrace.local.lambda.runtime.RuntimeTracing;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The daemon: takes segment documents on a loopback port of its own, a datagram each, and keeps the
 * latest. [xray-daemon]
 */
public final class XRay implements RuntimeTracing, AutoCloseable {
  /** Some tens of megabytes. */
  private static final int MAX_SEGMENTS = 20_000;

  private static final int MAX_DATAGRAM = 64 * 1024;
  private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

  private final DatagramSocket socket;
  private final Sampling sampling;
  private final TraceStore store = new TraceStore(MAX_SEGMENTS);
  private final ObjectMapper json = new ObjectMapper();

  private XRay(DatagramSocket socket, Sampling sampling) {
    this.socket = socket;
    this.sampling = sampling;
  }

  /** Listens on a free port. */
  public static XRay start(InstantSource clock) {
    try {
      DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
      XRay daemon =
          new XRay(socket, new Sampling(clock, () -> ThreadLocalRandom.current().nextDouble()));
      Thread.ofVirtual().name("x-ray").start(daemon::listen);
      return daemon;
    } catch (IOException e) {
      throw new LocalCloudException("no UDP port for X-Ray: " + e.getMessage(), e);
    }
  }

  private void listen() {
    byte[] buffer = new byte[MAX_DATAGRAM];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        continue; // Closed, which the loop sees; nothing else ends it.
      }
      String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
      // A line with the format, and the document.
      segment(text.substring(text.indexOf('\n') + 1));
    }
  }

  @Override
  public boolean sampled(String function) {
    return sampling.sampled(function);
  }

  @Override
  public Optional<String> daemon() {
    return Optional.of("127.0.0.1:" + socket.getLocalPort());
  }

  @Override
  public void segment(String document) {
    try {
      if (json.readTree(document) instanceof ObjectNode segment) {
        store.add(segment);
      }
    } catch (IOException e) {
      return; // What is no JSON is no segment; the daemon drops it as well.
    }
  }

  TraceStore store() {
    return store;
  }

  @Override
  public void close() {
    socket.close();
  }
}
