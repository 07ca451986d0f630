// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.Luck;
import io.millrace.shared.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The only place with clients. */
final class RefreshWiring {

  /** A database of the largest size, at a few megabytes a second. */
  private static final Duration PUT = Duration.ofSeconds(40);

  private RefreshWiring() {}

  static Refresh refresh(RefreshConfig config) {
    S3Client s3 =
        S3Client.builder()
            .httpClient(Clients.http(PUT))
            .overrideConfiguration(c -> c.apiCallTimeout(PUT))
            .build();
    return new Refresh(
        config,
        new S3ReferenceBucket(s3, config.referenceBucket()),
        InstantSource.system(),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  static Supplier<@Nullable Credentials> credentials(RefreshConfig config) {
    String secret = config.secret();
    if (secret == null) {
      return () -> null;
    }
    SecretsManagerClient client =
        Clients.configured(SecretsManagerClient.builder(), Deadline.none()).build();
    return () -> secret(client, secret);
  }

  static Credentials secret(SecretsManagerClient client, String secret) {
    return Luck.translating(
        "GetSecretValue of " + secret,
        () -> Credentials.of(client.getSecretValue(r -> r.secretId(secret)).secretString()));
  }
}
