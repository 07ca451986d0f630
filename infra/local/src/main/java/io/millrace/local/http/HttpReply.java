// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One HTTP reply, whole in memory. */
@SuppressWarnings("ArrayRecordComponent") // a body is passed along, never compared
public record HttpReply(int status, Map<String, String> headers, byte[] body) {

  public static HttpReply json(int status, String json) {
    return new HttpReply(
        status, Map.of("content-type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
  }

  public static HttpReply empty(int status) {
    return new HttpReply(status, Map.of(), new byte[0]);
  }
}
