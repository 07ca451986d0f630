// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.mapping.CheckpointStore;
import io.millrace.local.lambda.mapping.MappingDriver;
import io.millrace.local.lambda.mapping.MappingNumbers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One mapping: its configuration, which is kept in the API's own form, its state and, while it is
 * enabled, its driver. Changes of state happen one after the other, in threads of their own.
 * Thread-safe.
 */
final class EventSourceMapping {
  /** The states that stay. [API_GetEventSourceMapping] */
  static final String ENABLED = "Enabled";

  static final String DISABLED = "Disabled";

  private final String uuid;
  private final Path file;
  private final CheckpointStore checkpoints;
  private final Function<EventSourceMapping, MappingDriver> drivers;
  private final Object transition = new Object();
  private ObjectNode configuration;
  private String state;
  private @Nullable MappingDriver driver;
  private boolean closed;

  EventSourceMapping(
      String uuid,
      ObjectNode configuration,
      Path file,
      CheckpointStore checkpoints,
      Function<EventSourceMapping, MappingDriver> drivers) {
    this.uuid = uuid;
    this.configuration = configuration;
    this.file = file;
    this.checkpoints = checkpoints;
    this.drivers = drivers;
    this.state = "Creating";
    Json.write(file, configuration);
  }

  String uuid() {
    return uuid;
  }

  CheckpointStore checkpoints() {
    return checkpoints;
  }

  Path file() {
    return file;
  }

  /** A copy of what is kept; without the state. */
  synchronized ObjectNode configuration() {
    return configuration.deepCopy();
  }

  synchronized String state() {
    return state;
  }

  synchronized Optional<MappingDriver> driver() {
    return Optional.ofNullable(driver);
  }

  /** As the API shows it. */
  ObjectNode shown() {
    ObjectNode shown = configuration();
    shown.remove("Enabled");
    String result =
        driver()
            .map(MappingDriver::numbers)
            .map(MappingNumbers.Snapshot::lastResult)
            .orElse("No records processed");
    return shown
        .put("UUID", uuid)
        .put("State", state())
        .put("StateTransitionReason", "USER_INITIATED")
        .put("LastProcessingResult", result);
  }

  /** Takes the first step of a change: from a state that stays to one that passes. */
  synchronized void begin(String passing) {
    if (!state.equals(ENABLED) && !state.equals(DISABLED)) {
      throw LambdaError.inUse(
          "Cannot change the event source mapping because it is in use: its state is " + state);
    }
    state = passing;
  }

  /**
   * Brings a mapping to the state its configuration asks for, with a new driver. May take as long
   * as an invocation.
   */
  void settle(ObjectNode wanted) {
    synchronized (transition) {
      driver().ifPresent(MappingDriver::stop);
      synchronized (this) {
        driver = null;
        configuration = wanted.put("LastModified", Instant.now().toEpochMilli() / 1000.0);
        Json.write(file, configuration);
      }
      boolean enabled = wanted.path("Enabled").asBoolean(true);
      MappingDriver fresh = enabled ? drivers.apply(this) : null;
      synchronized (this) {
        if (closed) {
          return;
        }
        driver = fresh;
        state = enabled ? ENABLED : DISABLED;
        if (fresh != null) {
          fresh.start();
        }
      }
    }
  }

  /** Stops for good, after what is in flight. */
  void end() {
    synchronized (transition) {
      synchronized (this) {
        closed = true;
      }
      driver().ifPresent(MappingDriver::stop);
    }
  }

  /** Stops at once; what was not done is as after a crash. */
  void abort() {
    Optional<MappingDriver> running;
    synchronized (this) {
      closed = true;
      running = Optional.ofNullable(driver);
    }
    running.ifPresent(MappingDriver::abort);
  }
}
