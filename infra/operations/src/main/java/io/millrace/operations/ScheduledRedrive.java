// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What the schedule asks: redrive what Lambda gave up and is due for another try.
 *
 * @param scheduled when the schedule meant to ask, in RFC 3339. Source: EventBridge Scheduler User
 *     Guide, "Adding context attributes"
 */
record ScheduledRedrive(@JsonProperty(required = true) String scheduled) implements RedriveInput {

  ScheduledRedrive {
    try {
      Instant.parse(scheduled);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("scheduled is \"" + scheduled + "\", no time", e);
    }
  }

  Instant time() {
    return Instant.parse(scheduled);
  }
}
