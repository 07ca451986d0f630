// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import io.millrace.local.gateway.Call;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4, as <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request</a> describes it.
 */
final class SigV4 {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  static final String SIGNATURE_PARAMETER = "X-Amz-Signature";

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

  private SigV4() {}

  /**
   * What a signature covers.
   *
   * @param rawPath percent-encoded, as sent
   * @param headers those signed, names in lower case
   * @param payloadHash in hex, or one of the words S3 has instead
   * @param time the request's own, {@code yyyyMMdd'T'HHmmss'Z'}
   */
  record Signed(
      String method,
      String rawPath,
      String rawQuery,
      Map<String, List<String>> headers,
      String payloadHash,
      String time,
      String region,
      String service) {

    /** {@code yyyyMMdd}. */
    String date() {
      return time.substring(0, 8);
    }

    /** {@code date/region/service/aws4_request}. */
    String scope() {
      return date() + "/" + region + "/" + service + "/aws4_request";
    }
  }

  static String signature(Signed request, byte[] signingKey) {
    String toSign =
        String.join(
            "\n", ALGORITHM, request.time(), request.scope(), sha256(utf8(canonical(request))));
    return HexFormat.of().formatHex(hmac(signingKey, toSign));
  }

  /**
   * The key that signs for a day, a region and a service.
   *
   * @param date {@code yyyyMMdd}
   */
  static byte[] signingKey(String secret, String date, String region, String service) {
    byte[] key = hmac(utf8("AWS4" + secret), date);
    return hmac(hmac(hmac(key, region), service), "aws4_request");
  }

  static String canonical(Signed request) {
    StringBuilder headers = new StringBuilder();
    new TreeMap<>(request.headers())
        .forEach(
            (name, values) -> headers.append(name).append(':').append(joined(values)).append('\n'));
    return String.join(
        "\n",
        request.method(),
        path(request),
        query(request.rawQuery()),
        headers,
        signedHeaders(request.headers().keySet()),
        request.payloadHash());
  }

  static String signedHeaders(Collection<String> names) {
    return String.join(";", names.stream().sorted().toList());
  }

  private static String joined(List<String> values) {
    return values.size() == 1
        ? trimmed(values.getFirst())
        : String.join(",", values.stream().map(SigV4::trimmed).toList());
  }

  private static String trimmed(String value) {
    return value.contains("  ") ? value.strip().replaceAll(" {2,}", " ") : value.strip();
  }

  /** S3 takes the path as it is, all others encode what is sent once more. */
  private static String path(Signed request) {
    String path = request.rawPath().isEmpty() ? "/" : request.rawPath();
    return encode(request.service().equals("s3") ? Call.decode(path) : path, true);
  }

  private static String query(String rawQuery) {
    if (rawQuery.isEmpty()) {
      return "";
    }
    List<String> pairs = new ArrayList<>();
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = Call.decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : Call.decode(pair.substring(equals + 1));
      if (!name.isEmpty() && !name.equals(SIGNATURE_PARAMETER)) {
        // what sorts after the name in its pair has to sort before any other name
        pairs.add(encode(name, false) + "\0" + encode(value, false));
      }
    }
    return String.join("&", pairs.stream().sorted().map(pair -> pair.replace('\0', '=')).toList());
  }

  private static String encode(String text, boolean slashStays) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : utf8(text)) {
      char letter = (char) (octet & 0xFF);
      if (UNRESERVED.indexOf(letter) >= 0 || slashStays && letter == '/') {
        encoded.append(letter);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
