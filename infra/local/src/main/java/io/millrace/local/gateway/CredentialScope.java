// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who signs a request, and for what, as Signature Version 4 says it: {@code
 * key/date/region/service/aws4_request}.
 *
 * <p>Read, not verified: a {@link Gatekeeper} may do that.
 */
public record CredentialScope(String accessKey, String region, String service) {
  private static final Pattern SCOPE =
      Pattern.compile("([^/\\s=]+)/\\d{8}/([^/]*)/([^/]+)/aws4_request");

  /**
   * Reads the Authorization header or, for a presigned URL, the decoded query parameter
   * X-Amz-Credential.
   */
  public static Optional<CredentialScope> parse(String authorizationOrCredential) {
    Matcher matcher = SCOPE.matcher(authorizationOrCredential);
    return matcher.find()
        ? Optional.of(new CredentialScope(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }
}
