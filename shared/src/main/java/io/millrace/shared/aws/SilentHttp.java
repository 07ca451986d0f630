// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/**
 * Answers every request itself, with nothing in particular and no error: opens no connection. For
 * priming, which is to run the SDK and to change nothing. Thread-safe.
 */
final class SilentHttp implements SdkHttpClient {

  private static final String CONTENT_TYPE = "Content-Type";

  /** An empty object, as CBOR has it. */
  private static final byte[] EMPTY_CBOR = {(byte) 0xA0};

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return answer(request);
      }

      @Override
      public void abort() {
        // There is nothing to cut short.
      }
    };
  }

  private static HttpExecuteResponse answer(HttpExecuteRequest request) {
    Optional<String> type = request.httpRequest().firstMatchingHeader(CONTENT_TYPE);
    byte[] body = body(type.orElse(""));
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpFullResponse.builder()
                .statusCode(200)
                .putHeader(CONTENT_TYPE, type.orElse("application/octet-stream"))
                .putHeader("Content-Length", Integer.toString(body.length))
                .putHeader("Last-Modified", "Sun, 01 Nov 2026 00:00:00 GMT")
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  /** Services of objects say nothing, all others an empty object. */
  private static byte[] body(String type) {
    if (type.contains("cbor")) {
      return EMPTY_CBOR;
    }
    return type.contains("json") && type.contains("amz")
        ? "{}".getBytes(StandardCharsets.UTF_8)
        : new byte[0];
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  @Override
  public String clientName() {
    return "Silent";
  }
}
