// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.training;

import io.millrace.local.lambda.runtime.ClassData;
import io.millrace.local.lambda.runtime.Directories;
import io.millrace.local.lambda.runtime.FunctionSpec;
import io.millrace.local.lambda.runtime.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the AOT caches of all functions of a template, by a training run each; what is there
 * already stays, what belongs to other jars is deleted.
 */
public final class TrainClassData {
  private TrainClassData() {}

  /**
   * @param args directory of the caches, template, and the deployable jars
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 3) {
      throw new IllegalArgumentException("needed: DIRECTORY TEMPLATE JAR…");
    }
    Path directory = Path.of(args[0]).toAbsolutePath();
    Map<String, Path> jars = new HashMap<>();
    for (String jar : List.of(args).subList(2, args.length)) {
      Path path = Path.of(jar).toAbsolutePath();
      jars.put(path.getFileName().toString(), path);
    }
    train(directory, Files.readString(Path.of(args[1])), jars);
  }

  private static void train(Path directory, String template, Map<String, Path> jars)
      throws IOException, InterruptedException {
    ClassData data = new ClassData(directory);
    Set<Path> current = new HashSet<>();
    Path home = Path.of(System.getProperty("java.home"));
    try (Bench bench = new Bench(home, directory.resolve("training"))) {
      for (FunctionSpec function : DeployedFunctions.takingTraffic(template, jars).values()) {
        ClassData.Trained trained = data.of(ClassData.sha256(function.code()), function.handler());
        Path folder = Objects.requireNonNull(trained.jar().getParent());
        current.add(folder);
        if (!Files.exists(trained.cache())) {
          Files.createDirectories(folder);
          if (!Files.exists(trained.jar())) {
            Files.copy(function.code(), trained.jar(), StandardCopyOption.COPY_ATTRIBUTES);
          }
          train(bench, function, trained);
          System.err.printf(
              "millrace: class data of %s: %d MB%n",
              function.name(), Files.size(trained.cache()) >> 20);
        }
      }
    }
    Path ofThisJdk = Objects.requireNonNull(current.iterator().next().getParent());
    try (Stream<Path> folders = Files.list(ofThisJdk)) {
      folders.filter(folder -> !current.contains(folder)).forEach(Directories::deleteWithAll);
    }
  }

  private static void train(Bench bench, FunctionSpec function, ClassData.Trained trained)
      throws IOException, InterruptedException {
    // Under another name until it is whole.
    Path fresh = trained.cache().resolveSibling(trained.cache().getFileName() + ".new");
    bench.train(
        function,
        new Launch(
            List.of(), Bench.with(Launch.LEAN, "-XX:AOTCacheOutput=" + fresh), trained.jar(), true),
        fresh);
    Files.move(fresh, trained.cache(), StandardCopyOption.ATOMIC_MOVE);
  }
}
