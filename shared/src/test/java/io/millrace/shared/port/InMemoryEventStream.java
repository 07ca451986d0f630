// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import java.util.ArrayList;
import java.util.List;

/** The event stream as a list. */
public final class InMemoryEventStream implements EventStream {

  public final Fault fault = new Fault();
  private final List<byte[]> records = new ArrayList<>();

  @Override
  public void append(List<byte[]> more) {
    fault.around("append", () -> records.addAll(more));
  }

  public List<byte[]> records() {
    return List.copyOf(records);
  }
}
