// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * What the redrive function is asked: one failure object.
 *
 * @param key of the object in the failures bucket
 * @param dryRun look at it, and do nothing
 */
public record RedriveRequest(@JsonProperty(required = true) String key, boolean dryRun) {

  public RedriveRequest {
    // Required says present, and null would be.
    Objects.requireNonNull(key, "key");
  }
}
