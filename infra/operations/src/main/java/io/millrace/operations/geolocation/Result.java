// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import io.millrace.shared.reference.GeolocationPointer;
import java.util.Optional;

/** What a run came to, and which database is in use behind it. */
sealed interface Result {

  /** Empty when there was none before and there is none now. */
  Optional<GeolocationPointer> inUse();

  /** Another database is in use than before. */
  record Refreshed(GeolocationPointer pointer) implements Result {
    @Override
    public Optional<GeolocationPointer> inUse() {
      return Optional.of(pointer);
    }
  }

  /** The provider has none but the one in use. */
  record Unchanged(GeolocationPointer pointer) implements Result {
    @Override
    public Optional<GeolocationPointer> inUse() {
      return Optional.of(pointer);
    }
  }

  /** What the provider has was not taken. */
  record Failed(Optional<GeolocationPointer> inUse, Problem problem, String detail)
      implements Result {}
}
