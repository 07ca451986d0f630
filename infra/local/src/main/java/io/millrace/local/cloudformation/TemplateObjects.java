// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Templates in buckets, as TemplateURL names them. Source: CloudFormation API, CreateStack. */
final class TemplateObjects {
  /** A bucket in the host's name, as the service gives addresses. */
  private static final Pattern VIRTUAL_HOST =
      Pattern.compile("([a-z0-9][a-z0-9.-]*)\\.s3[.-][a-z0-9.-]+");

  private final ServiceCalls services;

  TemplateObjects(ServiceCalls services) {
    this.services = services;
  }

  /** Reads the object, with the bucket in the host's name or in the path. */
  String read(String url) {
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
