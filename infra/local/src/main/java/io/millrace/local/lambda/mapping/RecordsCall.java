// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import io.millrace.local.access.RequestSigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * GetRecords of DynamoDB Streams with its answer as it is: the SDK would make objects of every
 * attribute only to have them written as JSON again. Thread-safe.
 */
final class RecordsCall {
  private static final String TARGET = "DynamoDBStreams_20120810.GetRecords";
  private static final int OK = 200;

  /** An error document tells its kind and cause within so much. */
  private static final int SHOWN_BYTES = 1_000;

  private final URI endpoint;
  private final SdkHttpClient http;
  private final RequestSigner signer;

  RecordsCall(URI endpoint, SdkHttpClient http, RequestSigner signer) {
    this.endpoint = endpoint;
    this.http = http;
    this.signer = signer;
  }

  /**
   * The answer to an iterator.
   *
   * @throws IOException also for an answer that says what is wrong
   */
  byte[] page(String iterator) throws IOException {
    // An iterator is ARN, digits, bars and base64: nothing in it needs an escape.
    byte[] body = ("{\"ShardIterator\":\"" + iterator + "\"}").getBytes(StandardCharsets.UTF_8);
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .encodedPath("/")
            .putHeader("content-type", "application/x-amz-json-1.0")
            .putHeader("content-length", Integer.toString(body.length))
            .putHeader("x-amz-target", TARGET);
    signer.sign("dynamodb", "POST", "/", body).forEach(request::putHeader);
    HttpExecuteRequest call =
        HttpExecuteRequest.builder()
            .request(request.build())
            .contentStreamProvider(() -> new ByteArrayInputStream(body))
            .build();
    try {
      return read(http.prepareRequest(call).call());
    } catch (UncheckedIOException e) {
      throw e.getCause(); // the client's way to say some of them
    }
  }

  private static byte[] read(HttpExecuteResponse response) throws IOException {
    byte[] answer = new byte[0];
    if (response.responseBody().isPresent()) {
      try (AbortableInputStream in = response.responseBody().get()) {
        answer = in.readAllBytes();
      }
    }
    int status = response.httpResponse().statusCode();
    if (status != OK) {
      int shown = Math.min(answer.length, SHOWN_BYTES);
      throw new IOException(
          "answered " + status + ": " + new String(answer, 0, shown, StandardCharsets.UTF_8));
    }
    return answer;
  }
}
