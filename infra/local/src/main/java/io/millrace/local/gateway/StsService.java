// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import io.millrace.local.LocalCloudConfig;
import io.millrace.local.http.HttpHandler;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The Security Token Service: says who is calling, and that is the root of the one local account.
 */
public final class StsService implements HttpHandler {

  @Override
  public HttpReply handle(HttpRequest request) {
    Map<String, String> form = new HashMap<>(request.query());
    form.putAll(Call.parameters(new String(request.body(), StandardCharsets.UTF_8)));
    String action = form.getOrDefault("Action", "");
    if (!action.equals("GetCallerIdentity")) {
      return xml(
          400,
          "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
              + "<Code>InvalidAction</Code><Message>The local STS does GetCallerIdentity only.</Message>"
              + "</Error><RequestId>"
              + UUID.randomUUID()
              + "</RequestId></ErrorResponse>");
    }
    return xml(
        200,
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
            + "<GetCallerIdentityResult><Arn>arn:aws:iam::"
            + LocalCloudConfig.ACCOUNT
            + ":root</Arn><UserId>"
            + LocalCloudConfig.ACCOUNT
            + "</UserId><Account>"
            + LocalCloudConfig.ACCOUNT
            + "</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>"
            + UUID.randomUUID()
            + "</RequestId></ResponseMetadata></GetCallerIdentityResponse>");
  }

  private static HttpReply xml(int status, String body) {
    return new HttpReply(
        status, Map.of("content-type", "text/xml"), body.getBytes(StandardCharsets.UTF_8));
  }
}
