// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A place on the map, as far as the reference data knows it; anything may be absent.
 *
 * @param country ISO 3166-1 alpha-2 code
 * @param latE6 degrees north times 10^6, a whole number so that items compare exactly
 * @param lonE6 degrees east times 10^6
 * @param asn autonomous system number of the network
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Place(
    @Nullable String country,
    @Nullable String region,
    @Nullable String city,
    @Nullable Long latE6,
    @Nullable Long lonE6,
    @Nullable Long asn) {

  /** Nothing known. */
  public static final Place UNKNOWN = new Place(null, null, null, null, null, null);
}
