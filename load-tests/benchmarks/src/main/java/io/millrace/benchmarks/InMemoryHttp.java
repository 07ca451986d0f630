// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** A DynamoDB that takes every request to the last byte and agrees: no network, no table. */
public final class InMemoryHttp implements SdkHttpClient {

  private static final byte[] AGREED = "{}".getBytes(UTF_8);

  private final Supplier<OutputStream> bodies;

  private InMemoryHttp(Supplier<OutputStream> bodies) {
    this.bodies = bodies;
  }

  /** A client of the caller's settings whose requests are forgotten. */
  public static DynamoDbClient forgetting(DynamoDbClientBuilder builder) {
    return client(builder, OutputStream::nullOutputStream);
  }

  /**
   * A client of the caller's settings that speaks to this.
   *
   * @param bodies takes the body of each request; asked by many threads
   */
  public static DynamoDbClient client(
      DynamoDbClientBuilder builder, Supplier<OutputStream> bodies) {
    return builder
        .httpClient(new InMemoryHttp(bodies))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
        .build();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
          body.transferTo(bodies.get());
        }
        return HttpExecuteResponse.builder()
            .response(SdkHttpFullResponse.builder().statusCode(200).build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(AGREED)))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}
