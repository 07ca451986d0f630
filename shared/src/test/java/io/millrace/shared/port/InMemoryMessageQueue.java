// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import java.util.ArrayList;
import java.util.List;

/** A queue as a list. */
public final class InMemoryMessageQueue implements MessageQueue {

  public final Fault fault = new Fault();
  private final List<String> messages = new ArrayList<>();

  @Override
  public void send(List<String> more) {
    fault.around("send", () -> messages.addAll(more));
  }

  public List<String> messages() {
    return List.copyOf(messages);
  }
}
