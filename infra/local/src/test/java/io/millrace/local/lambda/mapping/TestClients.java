// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/** SDK clients of local engines. */
public final class TestClients {
  private TestClients() {}

  public static <B extends AwsClientBuilder<B, C>, C> C to(URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create("millrace", "millrace-local")))
        .build();
  }
}
