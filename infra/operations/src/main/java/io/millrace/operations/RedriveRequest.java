// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks the redrive function: one failure object.
 *
 * @param key of the object in the failures bucket
 * @param dryRun true to look at it and do nothing; absent is false
 */
public record RedriveRequest(@JsonProperty(required = true) String key, @Nullable Boolean dryRun)
    implements RedriveInput {

  public RedriveRequest {
    // Required says present, and null would be.
    Objects.requireNonNull(key, "key");
  }

  boolean looksOnly() {
    return Boolean.TRUE.equals(dryRun);
  }
}
