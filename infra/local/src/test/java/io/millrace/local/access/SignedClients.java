// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Clients with the key of anybody, and URLs that need no client. */
record SignedClients(URI endpoint, Keyring keys) {
  S3Client s3(String key) {
    return client(S3Client.builder().forcePathStyle(true), key);
  }

  <B extends AwsClientBuilder<B, C>, C> C client(B builder, String key) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials(key)))
        .build();
  }

  /** A thief knows the function's key and guesses the secret. */
  private AwsBasicCredentials credentials(String key) {
    return key.equals("thief")
        ? AwsBasicCredentials.create("fn-f", Keyring.USER_SECRET)
        : AwsBasicCredentials.create(key, keys.secretOf(key));
  }

  URI presigned(Duration validity) {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(credentials("fn-f")))
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()) {
      return URI.create(
          presigner
              .presignGetObject(
                  r -> r.signatureDuration(validity).getObjectRequest(g -> g.bucket("b").key("k")))
              .url()
              .toString());
    }
  }

  static int get(URI url) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(url).build(), BodyHandlers.ofString(StandardCharsets.UTF_8))
          .statusCode();
    }
  }
}
