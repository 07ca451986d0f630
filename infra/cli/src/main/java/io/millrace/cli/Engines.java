// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands in for the services in a local cloud, with versions, by the names of its jars. */
final class Engines {

  private static final Pattern JAR =
      Pattern.compile("(DynamoDBLocal|elasticmq-rest-sqs_[\\d.]+|s3proxy)-(\\d.*)\\.jar");

  private Engines() {}

  static String onClassPath() {
    Stream<String> ours =
        Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
            .flatMap(
                entry ->
                    entry.endsWith("*")
                        ? Stream.of(names(entry.substring(0, entry.length() - 1)))
                        : Stream.of(String.valueOf(Path.of(entry).getFileName())));
    List<String> engines = new ArrayList<>();
    engines.add("Kinesis of its own");
    Stream.concat(ours, Stream.of(names(Home.current().dynamoDbLib().toString())))
        .map(JAR::matcher)
        .filter(Matcher::matches)
        .map(jar -> title(jar.group(1)) + " " + jar.group(2))
        .sorted()
        .forEach(engines::add);
    return String.join(", ", engines);
  }

  private static String[] names(String folder) {
    String[] names = new File(folder).list();
    return names == null ? new String[0] : names;
  }

  private static String title(String jar) {
    return switch (jar) {
      case "DynamoDBLocal" -> "DynamoDB Local";
      case "s3proxy" -> "S3Proxy";
      default -> "ElasticMQ";
    };
  }
}
