// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import static io.millrace.local.access.Refusal.Reason.INCOMPLETE_SIGNATURE;
import static io.millrace.local.access.Refusal.Reason.MISSING_SIGNATURE;
import static io.millrace.local.access.Refusal.Reason.PAYLOAD_MISMATCH;
import static io.millrace.local.access.Refusal.Reason.SIGNATURE_MISMATCH;
import static io.millrace.local.access.Refusal.Reason.TIME_SKEWED;
import static io.millrace.local.access.Refusal.Reason.UNKNOWN_KEY;
import static io.millrace.local.access.Refusal.Reason.UNSUPPORTED_SIGNATURE;
import static io.millrace.local.access.Refusal.Reason.URL_EXPIRED;

import io.millrace.local.gateway.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says who signed a request, when the signature is right: in the Authorization header or, for a
 * presigned URL, in the query.
 *
 * <p>A body sent in signed chunks is checked by its seed signature only, which covers everything
 * but the chunks. The hash of a body over 256 KiB is signed and not compared with the body: that
 * would mean holding uploads in memory.
 */
final class SignatureCheck {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** S3 allows more than the others. [S3 API, Error responses: RequestTimeTooSkewed] */
  private static final Duration S3_SKEW = Duration.ofMinutes(15);

  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final int COMPARED_BODY_BYTES = 256 * 1024;
  private static final int MAX_URL_SECONDS = 604_800;

  private final Keyring keys;
  private final SigningKeys signingKeys;
  private final InstantSource clock;

  SignatureCheck(Keyring keys, InstantSource clock) {
    this.keys = keys;
    this.signingKeys = new SigningKeys(keys::secretOf);
    this.clock = clock;
  }

  /** Who called. */
  Caller verify(Call call) throws Refusal, IOException {
    Claim claim = claim(call);
    Caller caller =
        keys.caller(claim.accessKey())
            .orElseThrow(
                () ->
                    new Refusal(
                        UNKNOWN_KEY,
                        "The AWS Access Key Id you provided does not exist in our records: the local cloud knows "
                            + Keyring.USER_KEY
                            + " with the secret "
                            + Keyring.USER_SECRET
                            + ", and its functions' own."));
    requireTimely(claim);
    SigV4.Signed signed = signed(call, claim);
    String expected = SigV4.signature(signed, signingKeys.of(claim.accessKey(), signed));
    if (!MessageDigest.isEqual(ascii(expected), ascii(claim.signature()))) {
      throw new Refusal(
          SIGNATURE_MISMATCH,
          "The request signature we calculated does not match the signature you provided. Check your AWS"
              + " Secret Access Key and signing method.");
    }
    return caller;
  }

  private static Claim claim(Call call) throws Refusal {
    String header = call.header("Authorization").orElse("");
    Map<String, String> query = call.query();
    boolean older = query.containsKey("AWSAccessKeyId"); // a URL presigned with version 2
    if (header.isEmpty() && !older && !query.containsKey(Claim.CREDENTIAL)) {
      throw new Refusal(MISSING_SIGNATURE, "Missing Authentication Token");
    }
    String algorithm =
        header.isEmpty() ? query.getOrDefault("X-Amz-Algorithm", "") : header.split(" ", 2)[0];
    if (!algorithm.equals(SigV4.ALGORITHM)) {
      throw new Refusal(
          UNSUPPORTED_SIGNATURE,
          "The authorization mechanism you have provided is not supported. Please use "
              + SigV4.ALGORITHM
              + ".");
    }
    return (header.isEmpty() ? Claim.ofQuery(query) : Claim.ofHeader(header, time(call)))
        .orElseThrow(
            () ->
                new Refusal(
                    INCOMPLETE_SIGNATURE,
                    "Credential, SignedHeaders, Signature and a date are needed, and a Credential of the form"
                        + " key/date/region/service/aws4_request."));
  }

  private static String time(Call call) {
    return call.header("X-Amz-Date").orElse("");
  }

  private void requireTimely(Claim claim) throws Refusal {
    Instant signedAt;
    try {
      signedAt = TIME.parse(claim.time(), Instant::from);
    } catch (DateTimeParseException e) {
      throw new Refusal(
          INCOMPLETE_SIGNATURE,
          "Date must be in ISO-8601 'basic format'. Got '" + claim.time() + "'.");
    }
    Instant now = clock.instant();
    boolean s3 = claim.service().equals("s3");
    Duration skew = s3 ? S3_SKEW : SKEW;
    if (claim.urlSeconds() < 0) {
      if (Duration.between(signedAt, now).abs().compareTo(skew) > 0) {
        throw new Refusal(
            TIME_SKEWED,
            s3
                ? "The difference between the request time and the current time is too large."
                : "Signature expired: "
                    + claim.time()
                    + " is not within "
                    + skew.toMinutes()
                    + " min. of "
                    + TIME.format(now));
      }
    } else if (claim.urlSeconds() > MAX_URL_SECONDS
        || signedAt.plusSeconds(claim.urlSeconds()).isBefore(now)
        || signedAt.minus(skew).isAfter(now)) {
      throw new Refusal(URL_EXPIRED, "Request has expired");
    }
  }

  private static SigV4.Signed signed(Call call, Claim claim) throws Refusal, IOException {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String name : claim.signedHeaders().split(";", -1)) {
      List<String> values = call.headers().get(name);
      headers.put(SigV4.lower(name), values == null ? List.of("") : values);
    }
    return new SigV4.Signed(
        call.method(),
        call.rawPath(),
        call.rawQuery(),
        headers,
        payloadHash(call, claim),
        claim.time(),
        claim.region(),
        claim.service());
  }

  private static String payloadHash(Call call, Claim claim) throws Refusal, IOException {
    String said = call.header("x-amz-content-sha256").orElse("");
    if (said.isEmpty() && claim.service().equals("s3")) {
      return "UNSIGNED-PAYLOAD"; // of a presigned URL
    }
    boolean hash = said.length() == 64;
    if (!said.isEmpty() && (!hash || tooLarge(call))) {
      return said;
    }
    String computed = SigV4.sha256(call.body());
    if (hash && !computed.equals(said)) {
      throw new Refusal(
          PAYLOAD_MISMATCH,
          "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
    return computed;
  }

  private static boolean tooLarge(Call call) {
    return call.contentLength() < 0 || call.contentLength() > COMPARED_BODY_BYTES;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
