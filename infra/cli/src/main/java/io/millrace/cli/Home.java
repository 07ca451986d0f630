// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The checkout that the command runs from, and what the build left in it.
 *
 * @param root the folder with the launcher script
 */
record Home(Path root) {

  private static final String TEMPLATE = "infra/cdk/millrace.template.json";
  private static final String DYNAMO_DB = "infra/engines/dynamodb-local/target/lib";
  private static final String WORK = "run-";
  private static final String[] DEPLOYABLES = {
    "ingest", "enrich", "transform", "sink", "infra/operations"
  };

  /** As the launcher says, else the working directory. */
  static Home current() {
    return new Home(Path.of(System.getProperty("millrace.home", "")).toAbsolutePath());
  }

  String template() {
    try {
      return Files.readString(existing(root.resolve(TEMPLATE)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + TEMPLATE, e);
    }
  }

  /** The deployable jars by file name. */
  Map<String, Path> deployables() {
    Map<String, Path> jars = new LinkedHashMap<>();
    for (String folder : DEPLOYABLES) {
      Path module = root.resolve(folder);
      String jar = module.getFileName() + ".jar";
      jars.put(jar, existing(module.resolve("target/deploy").resolve(jar)));
    }
    return jars;
  }

  /** The folder with the jars of DynamoDB Local. */
  Path dynamoDbLib() {
    return existing(root.resolve(DYNAMO_DB));
  }

  /** Where the command may leave files; created when missing. */
  Path scratch() {
    Path scratch = root.resolve(".millrace");
    try {
      return Files.createDirectories(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + scratch, e);
    }
  }

  /**
   * An empty folder for the cloud that this process runs, called {@code run-} and the process id:
   * by it the launcher sees that the build is in use. Those of processes that are gone are deleted.
   */
  Path workFolder() {
    Path scratch = scratch();
    try (Stream<Path> all = Files.list(scratch)) {
      all.filter(Home::isLeftBehind).forEach(Folders::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + scratch, e);
    }
    return Folders.fresh(scratch.resolve(WORK + ProcessHandle.current().pid()));
  }

  private static boolean isLeftBehind(Path path) {
    String name = path.getFileName().toString();
    if (!name.startsWith(WORK)) {
      return false;
    }
    String pid = name.substring(WORK.length());
    return pid.chars().allMatch(Character::isDigit)
        && ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty();
  }

  /** The JDK that runs this command, and with it everything it starts. */
  static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  private static Path existing(Path path) {
    if (!Files.exists(path)) {
      throw new CommandException(
          path + " is missing: start with ./millrace, which builds what is needed");
    }
    return path;
  }
}
