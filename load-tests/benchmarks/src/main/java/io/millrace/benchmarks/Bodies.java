// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Keeps the bodies of requests, in no order. Thread-safe. */
public final class Bodies implements Supplier<OutputStream> {

  private final ConcurrentLinkedQueue<ByteArrayOutputStream> bodies = new ConcurrentLinkedQueue<>();

  @Override
  public OutputStream get() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    bodies.add(body);
    return body;
  }

  public List<byte[]> taken() {
    return bodies.stream().map(ByteArrayOutputStream::toByteArray).toList();
  }
}
