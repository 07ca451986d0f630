// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.reference.GeolocationPointer;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The geolocation databases that the refresh function keeps, and which of them is in use. */
interface ReferenceDatabases {

  /** What the pointer is. */
  sealed interface Look {

    /** There is none. */
    record None() implements Look {}

    /** The one that is known already. */
    record Same() implements Look {}

    /**
     * Another one.
     *
     * @param etag to know it by the next time
     */
    record Other(GeolocationPointer pointer, String etag) implements Look {}
  }

  /**
   * Looks at the pointer.
   *
   * @param known ETag of the one that is known, null of none
   * @throws IOException when what is there is no pointer
   * @throws io.millrace.shared.batch.UnavailableException when it can't be had now
   */
  Look look(@Nullable String known) throws IOException;

  /**
   * Opens a database, for the caller to read once and close.
   *
   * @throws io.millrace.shared.batch.UnavailableException when it can't be had now; so may reading
   */
  InputStream open(String key);
}
