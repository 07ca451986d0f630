// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a stream was created with, as it is kept beside its records.
 *
 * @param onDemand whether its capacity mode is ON_DEMAND (else PROVISIONED)
 */
record StreamSettings(
    @JsonProperty("name") String name,
    @JsonProperty("shards") int shards,
    @JsonProperty("onDemand") boolean onDemand,
    @JsonProperty("createdAtMillis") long createdAtMillis) {}
