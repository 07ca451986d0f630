// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MaxMind's own reader is the judge of what the writer writes. */
class SampleDatabaseTest {

  /** Relative to the module's folder, which Maven makes the working directory of its tests. */
  private static final Path COMMITTED =
      Path.of("../../enrich/src/main/resources/io/millrace/enrich");

  private final Reader reader = reader();

  @Test
  void everyNetwork_isFoundAtItsPlace_byAnyOfItsAddresses() throws IOException {
    Random random = new Random(1);
    for (Network network : Networks.all()) {
      Place place = network.place();
      String address = network.anyAddress(random);
      Map<?, ?> value = reader.get(InetAddress.ofLiteral(address), Map.class);

      assertThat(value)
          .as(address)
          .isEqualTo(
              Map.of(
                  "country",
                  Map.of("iso_code", place.country(), "names", Map.of("en", place.countryName())),
                  "city",
                  Map.of("names", Map.of("en", place.city())),
                  "subdivisions",
                  List.of(Map.of("names", Map.of("en", place.region()))),
                  "location",
                  Map.of("latitude", place.latE6() / 1e6, "longitude", place.lonE6() / 1e6),
                  "autonomous_system_number",
                  network.asn(),
                  "autonomous_system_organization",
                  network.organization()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "127.0.0.1",
        "192.0.3.0",
        "203.0.113.255",
        "8.8.8.8",
        "::1",
        "fd00::1",
        "2001:db8:ffff::1",
        "2001:db9::1"
      })
  void otherAddresses_areUnknown(String address) throws IOException {
    Object found = reader.get(InetAddress.ofLiteral(address), Map.class);
    assertThat(found).isNull();
  }

  @Test
  void metadata_tellsAFixedBuild_soThatTheFileNeverChangesByItself() {
    assertThat(reader.getMetadata().buildTime()).isEqualTo(SampleDatabase.BUILT);
    assertThat(reader.getMetadata().databaseType()).isEqualTo("Millrace-Sample-City");
    assertThat(reader.getMetadata().ipVersion()).isEqualTo(6);
    assertThat(SampleDatabase.bytes()).isEqualTo(SampleDatabase.bytes());
  }

  @Test
  void committedFiles_areWhatTheGeneratorMakes() throws IOException {
    String howTo = "run io.millrace.samples.geo.ReferenceData and commit";

    assertThat(Files.readString(COMMITTED.resolve(ReferenceData.PLACES)))
        .as(howTo)
        .isEqualTo(Gazetteer.tsv());
    assertThat(Files.readAllBytes(COMMITTED.resolve(ReferenceData.DATABASE)))
        .as(howTo)
        .isEqualTo(SampleDatabase.bytes());
  }

  @Test
  void busyCities_areFortyOfFortyCountries() {
    assertThat(Networks.busy().keySet())
        .hasSize(40)
        .extracting(Place::country)
        .doesNotHaveDuplicates();
    assertThat(Networks.busy().values()).allMatch(networks -> networks.size() == 2);
  }

  private static Reader reader() {
    try {
      return new Reader(new ByteArrayInputStream(SampleDatabase.bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to read", e);
    }
  }
}
