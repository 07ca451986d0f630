// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.record.Place;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Places of networks: the reference data by IP address. Thread-safe. */
interface NetworkPlaces {

  /** Null when the data knows nothing of the address, as of private and reserved ones. */
  @Nullable Place of(InetAddress address);

  /** Which build of the data this is; the same from one {@link #look()} to the next. */
  String build();

  /**
   * Called between two invocations, the first included: the only moment to become another build.
   *
   * @throws IOException when there is no data to begin with
   */
  default void look() throws IOException {}
}
