// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.image;

import io.millrace.local.lambda.runtime.ClassData;
import io.millrace.local.lambda.runtime.Directories;
import io.millrace.local.lambda.runtime.FunctionSpec;
import io.millrace.local.lambda.runtime.Launch;
import io.millrace.local.training.Bench;
import io.millrace.local.training.DeployedFunctions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lays out one function of a template for an image: its jar, its class data by a training run as
 * {@code millrace class-data} makes them, and the arguments of the JVM that runs it. What it writes
 * has to be used where it was written: class data know the paths of their jars.
 */
public final class PackFunction {

  static final String CLASS_DATA = "--class-data";
  static final String NO_CLASS_DATA = "--no-class-data";

  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private PackFunction() {}

  /**
   * @param args whether class data are made, name of the function without the stack's, directory,
   *     template, and the deployable jars
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 5 || !(args[0].equals(CLASS_DATA) || args[0].equals(NO_CLASS_DATA))) {
      throw new IllegalArgumentException(
          "needed: " + CLASS_DATA + "|" + NO_CLASS_DATA + " FUNCTION DIRECTORY TEMPLATE JAR…");
    }
    Map<String, Path> jars = new HashMap<>();
    for (String jar : List.of(args).subList(4, args.length)) {
      Path path = Path.of(jar).toAbsolutePath();
      jars.put(path.getFileName().toString(), path);
    }
    Map<String, FunctionSpec> functions =
        DeployedFunctions.all(Files.readString(Path.of(args[3])), jars);
    FunctionSpec function = functions.get(args[1]);
    if (function == null) {
      throw new IllegalArgumentException(
          "FUNCTION is \"" + args[1] + "\", allowed are " + new TreeSet<>(functions.keySet()));
    }
    pack(function, Path.of(args[2]).toAbsolutePath(), args[0].equals(CLASS_DATA));
  }

  private static void pack(FunctionSpec function, Path directory, boolean classData)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path jar = directory.resolve("function.jar");
    // With its time, by which the JVM knows that class data fit.
    Files.copy(
        function.code(),
        jar,
        StandardCopyOption.COPY_ATTRIBUTES,
        StandardCopyOption.REPLACE_EXISTING);
    ClassData.Trained trained = new ClassData.Trained(jar, directory.resolve("function.aot"));
    if (classData) {
      Path training = directory.resolve("training");
      try (Bench bench = new Bench(Path.of(System.getProperty("java.home")), training)) {
        bench.train(
            function,
            new Launch(
                List.of(),
                Bench.with(Launch.LEAN, "-XX:AOTCacheOutput=" + trained.cache()),
                jar,
                true),
            trained.cache());
      }
      Directories.deleteWithAll(training);
    }
    List<String> lines = new ArrayList<>(classData ? trained.options() : Launch.LEAN);
    lines.add("--enable-native-access=ALL-UNNAMED");
    lines.add("-cp");
    lines.add(
        ClassData.classPath(jar).stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    lines.add(CLIENT);
    lines.add(function.handler());
    Files.write(
        directory.resolve("launch.args"),
        lines.stream().map(line -> '"' + line.replace("\\", "\\\\") + '"').toList());
  }
}
