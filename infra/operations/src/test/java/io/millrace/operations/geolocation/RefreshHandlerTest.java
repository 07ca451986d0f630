// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What the function says of its runs, and what it refuses to be told. */
final class RefreshHandlerTest {

  private static final Duration REMAINING = Duration.ofMinutes(5);

  private final ProviderServer provider = new ProviderServer();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Path folder;

  RefreshHandlerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void everyRun_saysTheAgeOfTheDatabase_andAFailedOneIsAnErrorToo() throws IOException {
    Instant built = Instant.now().minusSeconds(3_600);
    RefreshHandler handler = handler();
    provider.serve(Databases.built(built));

    assertThat(handler.run("first", REMAINING).outcome())
        .isEqualTo(RefreshReport.Outcome.REFRESHED);
    assertThat(handler.run("second", REMAINING).outcome())
        .isEqualTo(RefreshReport.Outcome.UNCHANGED);
    provider.behave(exchange -> provider.status(exchange, 401));
    assertThatThrownBy(() -> handler.run("third", REMAINING))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("licence key in the secret");

    String[] lines = log.toString(StandardCharsets.UTF_8).strip().split("\n");
    assertThat(lines).hasSize(3);
    for (String line : lines) {
      JsonNode json = Json.document(line.getBytes(StandardCharsets.UTF_8));
      assertThat(json.path("GeolocationAgeSeconds").asLong()).as(line).isBetween(3_600L, 3_700L);
      assertThat(json.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("Millrace");
      assertThat(json.at("/_aws/CloudWatchMetrics/0/Metrics").findValuesAsText("Name"))
          .containsExactly("GeolocationAgeSeconds", "GeolocationRefreshed", "GeolocationFailed");
      assertThat(json.path("Service").asText()).isEqualTo("geolocation-refresh");
    }
    JsonNode failed = Json.document(lines[2].getBytes(StandardCharsets.UTF_8));
    assertThat(failed.path("level").asText()).isEqualTo("ERROR");
    assertThat(failed.path("GeolocationFailed").asInt()).isEqualTo(1);
    assertThat(failed.path("problem").asText()).isEqualTo("REFUSED");
  }

  @Test
  void runThatAnExceptionEnds_isCountedAsFailed() {
    RefreshHandler handler =
        new RefreshHandler(
            refresh(),
            () -> {
              throw new UnavailableException("GetSecretValue", new IOException("throttled"));
            },
            InstantSource.system(),
            new PrintStream(log, true, StandardCharsets.UTF_8));

    assertThatThrownBy(() -> handler.run("first", REMAINING))
        .isInstanceOf(UnavailableException.class);
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("\"GeolocationFailed\":1");
  }

  @Test
  void secret_isReadFromSecretsManager() {
    provider.behave(
        exchange -> {
          byte[] answer =
              "{\"Name\":\"n\",\"SecretString\":\"{\\\"accountId\\\":\\\"42\\\",\\\"licenseKey\\\":\\\"k\\\"}\"}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
        });
    try (SecretsManagerClient client =
        SecretsManagerClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .endpointOverride(provider.url().resolve(ProviderServer.FILE))
            .build()) {
      assertThat(RefreshWiring.secret(client, "n")).isEqualTo(new Credentials("42", "k"));
    }
  }

  @Test
  void credentials_areInNoText() {
    assertThat(new Credentials("42", "the-licence-key").toString()).doesNotContain("42", "key");
    assertThatThrownBy(() -> Credentials.of("{\"key\":\"the-licence-key\"}"))
        .hasMessageContaining("{\"accountId\": \"…\", \"licenseKey\": \"…\"}")
        .hasMessageNotContaining("the-licence-key")
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://example.com/x.mmdb, ''",
    "https://user:key@example.com/x.mmdb, ''",
    "no address, ''",
    "http://example.com/x.mmdb, arn:secret",
  })
  void address_thatWouldShowTheKey_orIsNone_isRefused(String url, String secret) {
    assertThatThrownBy(
            () ->
                RefreshConfig.from(
                    Map.of(
                        "REFERENCE_BUCKET", "b",
                        "GEOLOCATION_URL", url,
                        "GEOLOCATION_SECRET", secret)))
        .hasMessageContaining(
            "GEOLOCATION_URL is \"" + url.replace("user:key", "…") + "\", allowed is https://…");
  }

  @ParameterizedTest
  @CsvSource({
    "https://download.maxmind.com/geoip/databases/GeoLite2-City/download?suffix=tar.gz, arn:secret",
    "http://127.0.0.1:4750/x.mmdb, arn:secret",
    "http://mirror.example/x.mmdb, ''",
  })
  void otherAddresses_areAllowed(String url, String secret) {
    RefreshConfig config =
        RefreshConfig.from(
            Map.of("REFERENCE_BUCKET", "b", "GEOLOCATION_URL", url, "GEOLOCATION_SECRET", secret));

    assertThat(config.url()).isEqualTo(URI.create(url));
  }

  private RefreshHandler handler() {
    return new RefreshHandler(
        refresh(),
        () -> new Credentials("42", "k"),
        InstantSource.system(),
        new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  private Refresh refresh() {
    return new Refresh(
        new RefreshConfig(
            "reference",
            provider.url(),
            "secret",
            InetAddress.ofLiteral(Databases.KNOWN),
            1_000_000,
            1_000_000,
            Duration.ofSeconds(20)),
        new InMemoryReferenceBucket(),
        InstantSource.system(),
        folder);
  }
}
