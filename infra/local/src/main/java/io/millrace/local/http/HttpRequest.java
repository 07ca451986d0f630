// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.http;

import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request whose body was read whole (services with large bodies do not use this type).
 *
 * @param method upper case
 * @param path decoded, starting with a slash, without the query
 * @param query decoded query parameters, the first value of each; empty string for a bare name
 * @param headers the first value of each header, names in lower case
 * @param body never null, empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // a body is passed along, never compared
public record HttpRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }
}
