// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where training runs leave the AOT caches of functions: for each build of the JDK and each jar, by
 * its content, a copy of the jar and a cache for each handler in it. A cache is for one jar at one
 * place, which is why the jar is there too; the JVM passes over one that doesn't fit. Source: JEP
 * 483 and JEP 514.
 *
 * @param directory of all caches
 */
public record ClassData(Path directory) {

  /** Names the directory for the local cloud; without it functions start without class data. */
  public static final String PROPERTY = "millrace.class-data";

  /** As the launcher says. */
  static Optional<ClassData> current() {
    String directory = System.getProperty(PROPERTY, "");
    return directory.isEmpty() ? Optional.empty() : Optional.of(new ClassData(Path.of(directory)));
  }

  /** What there is for one function. */
  public record Trained(Path jar, Path cache) {

    /** The options that take it into use; what doesn't fit is passed over without a word. */
    public List<String> options() {
      List<String> options = new ArrayList<>(Launch.LEAN);
      options.add("-XX:AOTCache=" + cache);
      options.add("-Xlog:disable");
      return options;
    }
  }

  /** The class path of a function, which its cache is for: the runtime's client, then its jar. */
  public static List<Path> classPath(Path code) {
    List<Path> all = new ArrayList<>(RuntimeFiles.clientJars());
    all.add(code);
    return List.copyOf(all);
  }

  /** Where what belongs to a function lies, whether it is there or not. */
  public Trained of(String sha256, String handler) {
    Path folder = directory.resolve(Runtime.version().toString()).resolve(sha256);
    String type = handler.replaceFirst("::.*", "");
    return new Trained(folder.resolve("code.jar"), folder.resolve(type + ".aot"));
  }

  /** What was trained for a function whose jar is called by its content, as stored code is. */
  Optional<Trained> of(FunctionSpec spec) {
    String file = spec.code().getFileName().toString();
    Trained trained = of(file.replaceFirst("\\.jar$", ""), spec.handler());
    return Files.exists(trained.cache()) && Files.exists(trained.jar())
        ? Optional.of(trained)
        : Optional.empty();
  }

  /** The content of a file, as 64 hexadecimal digits. */
  public static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
