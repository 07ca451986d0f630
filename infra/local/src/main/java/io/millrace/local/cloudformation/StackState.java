// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** A stack as it is kept in a file. */
record StackState(
    @JsonProperty("id") String id,
    @JsonProperty("name") String name,
    @JsonProperty("createdAtMillis") long createdAtMillis,
    @JsonProperty("template") String template,
    @JsonProperty("parameters") Map<String, String> parameters,
    @JsonProperty("status") String status,
    @JsonProperty("reason") String reason,
    @JsonProperty("resources") List<StackResource> resources,
    @JsonProperty("outputs") Map<String, String> outputs) {}
