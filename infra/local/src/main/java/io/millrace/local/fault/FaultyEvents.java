// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.fault;

import io.millrace.local.s3.QueueSender;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Sends what buckets tell queues: once, twice or late. */
public final class FaultyEvents implements QueueSender {
  private final QueueSender now;
  private final Later later;
  private final Faults faults;

  /** Sends a message that nobody sees before its delay is over. */
  @FunctionalInterface
  public interface Later {
    boolean send(String queueArn, String body, Optional<String> trace, Duration delay)
        throws IOException;
  }

  public FaultyEvents(QueueSender now, Later later, Faults faults) {
    this.now = now;
    this.later = later;
    this.faults = faults;
  }

  @Override
  public boolean send(String queueArn, String body, Optional<String> trace) throws IOException {
    Optional<FaultRule> fault = faults.ofEvent();
    if (fault.isEmpty()) {
      return now.send(queueArn, body, trace);
    }
    if (fault.get().kind() == FaultKind.DUPLICATE_EVENT) {
      boolean first = now.send(queueArn, body, trace);
      return first && now.send(queueArn, body, trace);
    }
    return later.send(queueArn, body, trace, Duration.ofMillis(fault.get().delayMillis()));
  }
}
