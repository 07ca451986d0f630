// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One step of a record on its way.
 *
 * @param at when it began, or when what it is about was there
 * @param where the stage, stream or table
 * @param what happened, in words
 * @param requestId of the invocation; empty when the step is none
 */
record Hop(Instant at, String where, String what, String requestId) {

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("at", at.toString());
    map.put("where", where);
    map.put("what", what);
    if (!requestId.isEmpty()) {
      map.put("requestId", requestId);
    }
    return map;
  }
}
