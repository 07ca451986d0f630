// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import io.millrace.shared.reference.GeolocationPointer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where enrich finds the database. */
interface ReferenceBucket {

  /**
   * The pointer as it stands.
   *
   * @param etag of the object, with its quotes
   */
  record Current(GeolocationPointer pointer, String etag) {}

  /**
   * @return empty when there is no pointer yet
   * @throws io.millrace.shared.batch.UnavailableException when it can't be had now
   */
  Optional<Current> current();

  /** Puts a database where {@link GeolocationPointer#keyOf} says. */
  void putDatabase(String key, Path file);

  /**
   * Points to another database.
   *
   * @param replaced ETag of the pointer that it was decided upon, null when there was none
   * @return whether it was written; another run was faster otherwise, and its pointer stays
   */
  boolean putPointer(GeolocationPointer pointer, @Nullable String replaced);
}
