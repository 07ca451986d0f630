// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request says of its own signature.
 *
 * @param urlSeconds how long a presigned URL is good for, -1 for a request signed in its header
 */
record Claim(
    String accessKey,
    String region,
    String service,
    String signedHeaders,
    String signature,
    String time,
    long urlSeconds) {
  static final String CREDENTIAL = "X-Amz-Credential";

  private static final Pattern SCOPE =
      Pattern.compile("([^/\\s=]+)/(\\d{8})/([^/]*)/([^/]+)/aws4_request");
  private static final Pattern PART = Pattern.compile("(\\w+)=([^,\\s]+)");

  static Optional<Claim> ofHeader(String authorization, String time) {
    String credential = "";
    String headers = "";
    String signature = "";
    Matcher part = PART.matcher(authorization);
    while (part.find()) {
      switch (part.group(1)) {
        case "Credential" -> credential = part.group(2);
        case "SignedHeaders" -> headers = part.group(2);
        case "Signature" -> signature = part.group(2);
        default -> {
          // a part no page names: the signature does not cover it either
        }
      }
    }
    return of(credential, headers, signature, time, -1);
  }

  static Optional<Claim> ofQuery(Map<String, String> query) {
    String seconds = query.getOrDefault("X-Amz-Expires", "");
    return seconds.matches("\\d{1,9}")
        ? of(
            query.getOrDefault(CREDENTIAL, ""),
            query.getOrDefault("X-Amz-SignedHeaders", ""),
            query.getOrDefault(SigV4.SIGNATURE_PARAMETER, ""),
            query.getOrDefault("X-Amz-Date", ""),
            Long.parseLong(seconds))
        : Optional.empty();
  }

  private static Optional<Claim> of(
      String credential, String headers, String signature, String time, long urlSeconds) {
    Matcher scope = SCOPE.matcher(credential);
    if (!scope.matches()
        || headers.isEmpty()
        || signature.isEmpty()
        || !time.startsWith(scope.group(2))) {
      return Optional.empty();
    }
    return Optional.of(
        new Claim(
            scope.group(1), scope.group(3), scope.group(4), headers, signature, time, urlSeconds));
  }
}
