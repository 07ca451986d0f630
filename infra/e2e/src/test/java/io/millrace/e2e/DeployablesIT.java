// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the deployable jars hold: every megabyte and every class is paid for at a cold start. */
class DeployablesIT {
  private static final long MAX_BYTES = 20_000_000;
  private static final String SERVICES = "software/amazon/awssdk/services/";

  /** Logging frameworks, HTTP clients other than the JDK's, and what reads events by reflection. */
  private static final Set<String> UNWANTED =
      Set.of(
          "ch/qos/logback/",
          "com/amazonaws/services/lambda/runtime/events/",
          "io/netty/",
          "org/apache/hc/",
          "org/apache/http/",
          "org/apache/logging/",
          "org/joda/time/",
          "software/amazon/awssdk/crt/",
          "software/amazon/awssdk/regions/servicemetadata/",
          "software/amazon/lambda/powertools/");

  @ParameterizedTest
  @CsvSource({
    "ingest, dynamodb kinesis s3 sqs",
    "enrich, dynamodb s3 sqs",
    "transform, dynamodb s3 sqs",
    "sink, dynamodb eventbridge s3",
    "infra/operations, dynamodb lambda s3 secretsmanager",
  })
  void deployable_isSmall_andHoldsTheServicesItCalls(String module, String services)
      throws IOException {
    Path folder = Path.of(System.getProperty("millrace.home"), module);
    Path jar = folder.resolve("target/deploy").resolve(folder.getFileName() + ".jar");

    Set<String> names = names(jar);

    assertThat(Files.size(jar)).isLessThan(MAX_BYTES);
    assertThat(names.stream().filter(name -> UNWANTED.stream().anyMatch(name::startsWith)))
        .isEmpty();
    assertThat(
            names.stream()
                .filter(name -> name.startsWith(SERVICES))
                .map(name -> name.substring(SERVICES.length()))
                .filter(name -> name.contains("/"))
                .map(name -> name.substring(0, name.indexOf('/')))
                .distinct()
                .sorted())
        .containsExactly(services.split(" "));
    assertThat(names).contains("io/millrace/shared/aws/NoServiceMetadata.class");
  }

  private static Set<String> names(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(ZipEntry::getName).collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
