// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import java.util.Map;

/**
 * One permission that a request needs.
 *
 * @param action such as {@code s3:GetObject}
 * @param resource an ARN, or {@code *} for an action that knows none
 * @param context values of the request's own condition keys
 */
public record Need(String action, String resource, Map<String, String> context) {
  public Need {
    context = Map.copyOf(context);
  }

  static Need of(String action, String resource) {
    return new Need(action, resource, Map.of());
  }
}
