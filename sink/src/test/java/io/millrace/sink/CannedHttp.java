// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;

/**
 * The SDK's own clients, with all they make of an answer, over a wire on which the same answer
 * comes each time.
 */
record CannedHttp(Failure failure) implements SdkHttpClient {

  /**
   * What a service says.
   *
   * @param status of HTTP; 0 when no answer comes
   * @param name for the page
   * @param code of the error; empty when it is an answer with a body of its own
   * @param body of an answer that is no error as such
   */
  record Failure(int status, String name, String code, String body) {

    static Failure error(int status, String code) {
      return new Failure(status, code, code, "");
    }

    static Failure answer(String name, String body) {
      return new Failure(200, name, "", body);
    }

    static Failure cancelled(String name, String body) {
      return new Failure(400, name, "TransactionCanceledException", body);
    }

    static Failure silence() {
      return new Failure(0, "no answer", "", "");
    }

    private String json() {
      return body.isEmpty() ? "{\"__type\":\"" + code + "\",\"message\":\"canned\"}" : body;
    }

    private String xml() {
      return "<Error><Code>" + code + "</Code><Message>canned</Message></Error>";
    }
  }

  /** A client that asks once: what the SDK repeats by itself ends as its last attempt does. */
  <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B client(B builder) {
    return builder
        .httpClient(this)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    boolean s3 = request.httpRequest().host().contains("s3.");
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        if (failure.status == 0) {
          throw new IOException("Connection reset");
        }
        byte[] body =
            (s3 && failure.status != 200 ? failure.xml() : failure.json())
                .getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
            .response(
                SdkHttpResponse.builder()
                    .statusCode(failure.status)
                    .putHeader("Content-Length", Integer.toString(body.length))
                    .putHeader("Last-Modified", "Fri, 20 Nov 2026 10:15:30 GMT")
                    .build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}
