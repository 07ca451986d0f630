// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import io.millrace.local.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** An error answer of S3. */
final class S3Exception extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  S3Exception(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  HttpReply reply() {
    String body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
            + code
            + "</Code><Message>"
            + Xml.escape(String.valueOf(getMessage()))
            + "</Message><RequestId>"
            + UUID.randomUUID()
            + "</RequestId></Error>";
    return new HttpReply(
        status, Map.of("content-type", "application/xml"), body.getBytes(StandardCharsets.UTF_8));
  }
}
