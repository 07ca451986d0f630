// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import io.millrace.local.gateway.Call;
import io.millrace.local.gateway.Service;
import io.millrace.local.gateway.ServiceError;
import io.millrace.local.gateway.ServiceError.Shape;
import io.millrace.local.http.HttpReply;

/**
 * The error each service answers a refusal with. [S3 API, Error responses; DynamoDB Developer
 * Guide, Error handling; IAM, Common errors]
 */
final class Refusals {
  private Refusals() {}

  static HttpReply reply(Refusal refusal, Service service, Call call) {
    Codes codes = codes(refusal.reason());
    Shape shape = Shape.of(service, call);
    int status =
        switch (shape) {
          case S3_XML -> codes.s3Status;
          case REST_JSON, QUERY_XML -> 403;
          case JSON -> 400;
        };
    String plain = shape == Shape.S3_XML ? codes.s3 : codes.query;
    return new ServiceError(status, codes.json, plain, refusal.text()).reply(service, call);
  }

  private record Codes(int s3Status, String s3, String json, String query) {}

  private static Codes codes(Refusal.Reason reason) {
    return switch (reason) {
      case ACCESS_DENIED -> new Codes(403, "AccessDenied", "AccessDeniedException", "AccessDenied");
      case INCOMPLETE_SIGNATURE ->
          new Codes(
              400,
              "AuthorizationHeaderMalformed",
              "IncompleteSignatureException",
              "IncompleteSignature");
      case MISSING_SIGNATURE ->
          new Codes(
              403,
              "AccessDenied",
              "MissingAuthenticationTokenException",
              "MissingAuthenticationToken");
      case PAYLOAD_MISMATCH ->
          new Codes(
              400,
              "XAmzContentSHA256Mismatch",
              "InvalidSignatureException",
              "SignatureDoesNotMatch");
      case SIGNATURE_MISMATCH ->
          new Codes(
              403, "SignatureDoesNotMatch", "InvalidSignatureException", "SignatureDoesNotMatch");
      case TIME_SKEWED ->
          new Codes(
              403, "RequestTimeTooSkewed", "InvalidSignatureException", "SignatureDoesNotMatch");
      case UNKNOWN_KEY ->
          new Codes(
              403, "InvalidAccessKeyId", "UnrecognizedClientException", "InvalidClientTokenId");
      case UNSUPPORTED_SIGNATURE ->
          new Codes(400, "InvalidRequest", "IncompleteSignatureException", "IncompleteSignature");
      case URL_EXPIRED ->
          new Codes(403, "AccessDenied", "InvalidSignatureException", "SignatureDoesNotMatch");
    };
  }
}
