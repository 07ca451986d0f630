// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Templates in requests, and in buckets as TemplateURL names them. Source: CloudFormation API,
 * CreateStack, and the quotas in its User Guide.
 */
final class TemplateObjects {
  private static final int MOST_BODY_BYTES = 51_200;
  private static final int MOST_OBJECT_BYTES = 1024 * 1024;

  /** A bucket in the host's name, as the service gives addresses. */
  private static final Pattern VIRTUAL_HOST =
      Pattern.compile("([a-z0-9][a-z0-9.-]*)\\.s3[.-][a-z0-9.-]+");

  private final ServiceCalls services;

  TemplateObjects(ServiceCalls services) {
    this.services = services;
  }

  /** The template in the request, or the object that it names; empty when it has neither. */
  Optional<String> of(Map<String, String> request) {
    String url = request.getOrDefault("TemplateURL", "");
    return url.isEmpty()
        ? Optional.ofNullable(request.get("TemplateBody"))
            .map(body -> within(MOST_BODY_BYTES, "templateBody", body))
        : Optional.of(within(MOST_OBJECT_BYTES, "template at " + url, read(url)));
  }

  private static String within(int most, String what, String template) {
    int bytes = template.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > most) {
      throw CloudFormationException.invalid(
          "1 validation error detected: Value of "
              + bytes
              + " bytes at '"
              + what
              + "' failed to satisfy constraint: Member must have length less than or equal to "
              + most);
    }
    return template;
  }

  /** Reads the object, with the bucket in the host's name or in the path. */
  private String read(String url) {
    String path;
    try {
      URI uri = new URI(url);
      Matcher bucket = VIRTUAL_HOST.matcher(String.valueOf(uri.getHost()));
      path = (bucket.matches() ? "/" + bucket.group(1) : "") + uri.getRawPath();
    } catch (URISyntaxException e) {
      throw CloudFormationException.invalid("TemplateURL must be a supported URL.");
    }
    try {
      ServiceCalls.Answer answer = services.s3("GET", path, "");
      if (!answer.ok()) {
        throw CloudFormationException.invalid(
            "S3 error: the template at " + url + " cannot be read: status " + answer.status());
      }
      return answer.text();
    } catch (IOException e) {
      throw new UncheckedIOException("S3 does not answer", e);
    }
  }
}
