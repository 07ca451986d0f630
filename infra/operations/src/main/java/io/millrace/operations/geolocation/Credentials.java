// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * What the provider knows a customer by, as the secret holds it: {@code {"accountId": "…",
 * "licenseKey": "…"}}. Its text says neither.
 */
record Credentials(
    @JsonProperty(required = true) String accountId,
    @JsonProperty(required = true) String licenseKey) {

  Credentials {
    Objects.requireNonNull(accountId, "accountId");
    Objects.requireNonNull(licenseKey, "licenseKey");
  }

  /**
   * @param json value of the secret; no message of an error repeats any of it
   */
  static Credentials of(String json) {
    try {
      return Json.read(json, Credentials.class);
    } catch (IOException e) {
      // Without the cause, whose message quotes the text.
      throw new IllegalArgumentException(
          "The secret must be {\"accountId\": \"…\", \"licenseKey\": \"…\"}");
    }
  }

  /** Value of the Authorization header. Source: RFC 7617. */
  String basic() {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((accountId + ":" + licenseKey).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Credentials";
  }
}
