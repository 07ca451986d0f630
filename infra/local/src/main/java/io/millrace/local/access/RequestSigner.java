// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import io.millrace.local.LocalCloudConfig;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Signs the requests that a service of the local cloud sends to others. */
public final class RequestSigner {
  private final String accessKey;
  private final SigningKeys signingKeys;
  private final InstantSource clock;

  public RequestSigner(String accessKey, String secret, InstantSource clock) {
    this.accessKey = accessKey;
    this.signingKeys = new SigningKeys(_ -> secret);
    this.clock = clock;
  }

  /**
   * Gives the headers that sign a request.
   *
   * @param rawPathAndQuery percent-encoded
   * @param service the signing name, such as {@code sqs}
   */
  public Map<String, String> sign(
      String service, String method, String rawPathAndQuery, byte[] body) {
    int mark = rawPathAndQuery.indexOf('?');
    String path = mark < 0 ? rawPathAndQuery : rawPathAndQuery.substring(0, mark);
    String query = mark < 0 ? "" : rawPathAndQuery.substring(mark + 1);
    String time = SignatureCheck.TIME.format(clock.instant());
    String hash = SigV4.sha256(body);
    Map<String, List<String>> signed = new TreeMap<>();
    signed.put("x-amz-date", List.of(time));
    signed.put("x-amz-content-sha256", List.of(hash));
    SigV4.Signed request =
        new SigV4.Signed(method, path, query, signed, hash, time, LocalCloudConfig.REGION, service);
    Map<String, String> headers = new HashMap<>();
    signed.forEach((name, values) -> headers.put(name, values.getFirst()));
    headers.put(
        "authorization",
        SigV4.ALGORITHM
            + " Credential="
            + accessKey
            + "/"
            + request.scope()
            + ", SignedHeaders="
            + SigV4.signedHeaders(signed.keySet())
            + ", Signature="
            + SigV4.signature(request, signingKeys.of(accessKey, request)));
    return headers;
  }
}
