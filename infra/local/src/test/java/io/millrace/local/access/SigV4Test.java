// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples of the S3 API reference: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Authorization
 * header</a> and <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">query
 * parameters</a>.
 */
class SigV4Test {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final byte[] KEY = SigV4.signingKey(SECRET, "20130524", "us-east-1", "s3");
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @ParameterizedTest(name = "{0} {1}?{2}")
  @CsvSource({
    "GET,/test.txt,'',range=bytes=0-9,"
        + EMPTY
        + ",f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    "PUT,/test%24file.text,'',"
        + "'date=Fri, 24 May 2013 00:00:00 GMT|x-amz-storage-class=REDUCED_REDUNDANCY',"
        + "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072,"
        + "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    "GET,/,lifecycle,'',"
        + EMPTY
        + ",fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    "GET,/,max-keys=2&prefix=J,'',"
        + EMPTY
        + ",34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
  })
  void headerExamples(
      String method, String path, String query, String more, String hash, String signature) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("host", List.of("examplebucket.s3.amazonaws.com"));
    headers.put("x-amz-content-sha256", List.of(hash));
    headers.put("x-amz-date", List.of("20130524T000000Z"));
    for (String header : more.split("\\|")) {
      if (!header.isEmpty()) {
        String[] pair = header.split("=", 2);
        headers.put(pair[0], List.of(pair[1]));
      }
    }
    assertThat(SigV4.signature(request(method, path, query, headers, hash), KEY))
        .isEqualTo(signature);
  }

  @Test
  void presignedUrlExample() {
    String query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1"
            + "%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400"
            + "&X-Amz-SignedHeaders=host&X-Amz-Signature=left-out";
    Map<String, List<String>> headers = Map.of("host", List.of("examplebucket.s3.amazonaws.com"));
    assertThat(
            SigV4.signature(request("GET", "/test.txt", query, headers, "UNSIGNED-PAYLOAD"), KEY))
        .isEqualTo("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
  }

  private static SigV4.Signed request(
      String method, String path, String query, Map<String, List<String>> headers, String hash) {
    return new SigV4.Signed(
        method, path, query, headers, hash, "20130524T000000Z", "us-east-1", "s3");
  }
}
