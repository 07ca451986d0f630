// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * A resource of a stack as it stands.
 *
 * @param physicalId empty before it is made
 * @param status such as CREATE_COMPLETE
 * @param reason why it failed, else empty
 * @param changedAtMillis since the epoch
 */
record StackResource(
    @JsonProperty("logicalId") String logicalId,
    @JsonProperty("type") String type,
    @JsonProperty("physicalId") String physicalId,
    @JsonProperty("attributes") Map<String, String> attributes,
    @JsonProperty("status") String status,
    @JsonProperty("reason") String reason,
    @JsonProperty("changedAtMillis") long changedAtMillis) {

  /** Whether it stands, as it was made or as it was changed since. */
  boolean created() {
    return status.equals("CREATE_COMPLETE") || status.startsWith("UPDATE_");
  }
}
