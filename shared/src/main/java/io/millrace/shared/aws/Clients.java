// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.priming.Priming;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * SDK clients of a function. Region, credentials and endpoint come from the environment, so the
 * same jar speaks to AWS and to the local cloud; nothing is looked for where Lambda has nothing,
 * which saves most of what making a client costs. A call and its repetitions end with the time that
 * the deadline leaves for work.
 */
public final class Clients {

  /** One attempt of a call must leave time for another within any function's timeout. */
  static final Duration ATTEMPT = Duration.ofSeconds(10);

  /** All attempts of a call together. */
  static final Duration CALL = Duration.ofSeconds(30);

  private static final Duration CONNECT = Duration.ofSeconds(3);

  private static final String REGION = "AWS_REGION";
  private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
  private static final String CONTAINER_CREDENTIALS = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

  private Clients() {}

  public static KinesisClient kinesis(Deadline deadline, Tracing tracing) {
    return configured(KinesisClient.builder(), deadline, tracing).build();
  }

  public static DynamoDbClient dynamoDb(Deadline deadline, Tracing tracing) {
    return configured(DynamoDbClient.builder(), deadline, tracing)
        .endpointDiscoveryEnabled(false)
        .build();
  }

  public static S3Client s3(Deadline deadline, Tracing tracing) {
    return configured(S3Client.builder(), deadline, tracing).build();
  }

  public static SqsClient sqs(Deadline deadline, Tracing tracing) {
    return configured(SqsClient.builder(), deadline, tracing).build();
  }

  /** As the other, for who is not traced. */
  public static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configured(
      B builder, Deadline deadline) {
    return configured(builder, deadline, Tracing.off());
  }

  /** The settings that every client shares. */
  public static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configured(
      B builder, Deadline deadline, Tracing tracing) {
    String region = System.getenv(REGION);
    if (region != null) {
      builder.region(Region.of(region));
    }
    return builder
        .httpClient(http(ATTEMPT))
        .credentialsProvider(Priming.underWay() ? nobody() : credentials(System.getenv()))
        .defaultsMode(DefaultsMode.LEGACY)
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .defaultProfileFileSupplier(Clients::noProfile)
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .addExecutionInterceptor(new WithinDeadline(deadline))
                .addExecutionInterceptor(new TracedCalls(tracing, InstantSource.system()))
                .build());
  }

  /**
   * Where Lambda keeps a function's credentials: in the environment, or, where SnapStart restores
   * environments made long before, behind an address. Elsewhere wherever the SDK looks.
   *
   * <p>Source: AWS Lambda Developer Guide, "Improving startup performance with Lambda SnapStart"
   * (container credentials instead of environment variables).
   */
  public static AwsCredentialsProvider credentials(Map<String, String> env) {
    if (env.containsKey(CONTAINER_CREDENTIALS)) {
      return ContainerCredentialsProvider.create();
    }
    return env.containsKey(ACCESS_KEY)
        ? EnvironmentVariableCredentialsProvider.create()
        : DefaultCredentialsProvider.builder().build();
  }

  /** What the snapshot may keep. */
  private static AwsCredentialsProvider nobody() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("priming", "priming"));
  }

  private static ProfileFile noProfile() {
    return ProfileFile.aggregator().build();
  }

  /**
   * A client whose connections are the JDK's own; in priming one that answers itself.
   *
   * @param answer how long an answer may take
   */
  public static SdkHttpClient http(Duration answer) {
    if (Priming.underWay()) {
      return new SilentHttp();
    }
    // Built by its builder, it would make a TLS context and read every root certificate at once,
    // for endpoints without TLS too; this way the JDK does so at the first connection that needs
    // it.
    return UrlConnectionHttpClient.create(
        uri -> {
          try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout((int) CONNECT.toMillis());
            connection.setReadTimeout((int) answer.toMillis());
            return connection;
          } catch (IOException e) {
            throw new UncheckedIOException(uri.toString(), e);
          }
        });
  }
}
