// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.record.Place;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Places of networks: the reference data by IP address. Thread-safe. */
interface NetworkPlaces {

  /** Null when the data knows nothing of the address, as of private and reserved ones. */
  @Nullable Place of(InetAddress address);

  /** Which build of the data this is; constant for the life of this object. */
  String build();
}
