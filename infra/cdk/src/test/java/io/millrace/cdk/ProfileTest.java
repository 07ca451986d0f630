// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings files are the profiles', and choose what the template lets choose. */
class ProfileTest {

  /** What differs between two stacks of a profile. */
  private static final Set<String> OF_THE_STACK =
      Set.of(
          "ArtifactsBucket",
          "ArtifactsPrefix",
          "Owner",
          "BudgetEmail",
          "MonthlyBudgetDollars",
          "PageEmail",
          "TicketEmail",
          "AlarmDollarsAnHour",
          "AccountConcurrency",
          "GeolocationRefresh",
          "GeolocationUrl",
          "GeolocationCredentialsArn");

  private final JsonNode parameters = Golden.read(Golden.FILE).path("Parameters");

  static List<Profile> profiles() {
    return Profile.all();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void file_isTheProfile_byteForByte(Profile profile) throws IOException {
    Path file = Path.of("settings", profile.profile() + ".json");
    if (Boolean.getBoolean(Golden.UPDATE)) {
      Files.writeString(file, profile.json());
    }

    assertThat(Files.readString(file))
        .as(
            "%s against Profile; if the change is meant, run `./mvnw -pl infra/cdk test -D%s=true`",
            file, Golden.UPDATE)
        .isEqualTo(profile.json());
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void profile_choosesEveryParameter_withinWhatIsAllowed(Profile profile) {
    Set<String> names = new TreeSet<>(OF_THE_STACK);
    names.addAll(profile.parameters().keySet());
    assertThat(names).containsExactlyInAnyOrderElementsOf(() -> parameters.fieldNames());

    profile.parameters().forEach((name, value) -> assertAllowed(name, value));
  }

  /** The template's rule says the same of any choice. */
  @ParameterizedTest
  @MethodSource("profiles")
  void profile_startsFromSnapshots_orHoldsEnvironments_notBoth(Profile profile) {
    assertThat(profile.snapStart().equals("None") || allOnDemand(profile)).isTrue();
  }

  private static boolean allOnDemand(Profile profile) {
    return profile.parameters().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("ProvisionedConcurrency"))
        .allMatch(entry -> entry.getValue().equals("0"));
  }

  /** What the template says without a choice is a value that it allows as well. */
  @Test
  void defaults_areAllowed() {
    for (var parameter : parameters.properties()) {
      if (parameter.getValue().has("Default")) {
        assertAllowed(parameter.getKey(), parameter.getValue().path("Default").asText());
      }
    }
  }

  private void assertAllowed(String name, String value) {
    JsonNode parameter = parameters.path(name);
    List<String> allowed = new ArrayList<>();
    parameter.path("AllowedValues").forEach(one -> allowed.add(one.asText()));
    if (!allowed.isEmpty()) {
      assertThat(allowed).as(name).contains(value);
    }
    if (parameter.has("AllowedPattern")) {
      assertThat(value).as(name).matches(parameter.path("AllowedPattern").asText());
    }
    if (parameter.has("MinValue")) {
      assertThat(Long.parseLong(value))
          .as(name)
          .isBetween(parameter.path("MinValue").asLong(), parameter.path("MaxValue").asLong());
    }
  }
}
