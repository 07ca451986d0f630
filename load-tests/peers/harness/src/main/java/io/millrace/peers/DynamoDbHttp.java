// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Bare requests to a DynamoDB Local, which checks no signature; thread-safe. */
final class DynamoDbHttp {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=millrace/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final URI endpoint;

  DynamoDbHttp(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** The caller reads or closes the answer's body. */
  HttpResponse<InputStream> send(String target, byte[] body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Authorization", AUTHORIZATION)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", target)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  /** The whole answer of a request that must succeed. */
  byte[] call(String target, byte[] body) throws IOException {
    HttpResponse<InputStream> answer = send(target, body);
    try (InputStream in = answer.body()) {
      byte[] bytes = in.readAllBytes();
      if (answer.statusCode() != 200) {
        throw new IOException(
            target
                + " answered "
                + answer.statusCode()
                + ": "
                + new String(bytes, StandardCharsets.UTF_8));
      }
      return bytes;
    }
  }
}
