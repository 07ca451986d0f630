// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Local clouds for tests, and SDK clients for them as a user makes them. */
final class TestClouds {
  /** Where the build of infra/engines/dynamodb-local puts it. */
  static final Path DYNAMODB_LIB =
      Path.of("../engines/dynamodb-local/target/lib").toAbsolutePath().normalize();

  private TestClouds() {}

  static LocalCloudConfig config(Path workDir, Optional<Path> dataDir) {
    return new LocalCloudConfig(
        0,
        dataDir,
        workDir,
        Optional.of(DYNAMODB_LIB),
        Optional.empty(),
        Path.of(System.getProperty("java.home")),
        1);
  }

  /** Without DynamoDB, which takes longer to start than all the rest. */
  static LocalCloudConfig withoutTables(Path workDir) {
    return new LocalCloudConfig(
        0,
        Optional.empty(),
        workDir.resolve("work"),
        Optional.empty(),
        Optional.of(URI.create("http://127.0.0.1:1")),
        Path.of(System.getProperty("java.home")),
        1);
  }

  static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
      B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create("millrace", "millrace-local")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
