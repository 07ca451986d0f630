// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import io.millrace.local.lambda.child.ParentWatch;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * What the JVMs of all functions share.
 *
 * @param jars that stand before a function's own on its class path, as on AWS: the runtime
 *     interface client with what it needs, found where our own JVM found them
 * @param watch {@link ParentWatch} alone in a jar, behind the function's own; nothing else of ours
 * @param nativeLibrary of the client, unpacked once: by itself every JVM would write it to the same
 *     file in /tmp, and load what another one is just writing
 */
record RuntimeFiles(List<Path> jars, Path watch, Path nativeLibrary) {
  /**
   * One class of each jar: the client, aws-lambda-java-core, the serialization and the SDK's thread
   * locals.
   */
  private static final List<String> MARKERS =
      List.of(
          "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
          "com.amazonaws.services.lambda.runtime.Context",
          "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
          "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

  /** Puts into the work directory what is not there as a file yet. */
  static RuntimeFiles prepare(Path workDir) {
    List<Path> jars = clientJars();
    Path own = jarOf(ParentWatch.class.getName());
    if (jars.contains(own)) {
      throw new IllegalStateException(
          "the runtime interface client must be a jar of its own on the class path, but lies in "
              + own
              + " together with the local cloud: functions would see its classes");
    }
    try {
      Files.createDirectories(workDir);
      return new RuntimeFiles(jars, watchJar(workDir), nativeLibrary(workDir));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the functions' runtime in " + workDir, e);
    }
  }

  static List<Path> clientJars() {
    Set<Path> jars = new LinkedHashSet<>();
    for (String marker : MARKERS) {
      jars.add(jarOf(marker));
    }
    return List.copyOf(jars);
  }

  private static Path jarOf(String className) {
    try {
      CodeSource source =
          Class.forName(className, false, RuntimeFiles.class.getClassLoader())
              .getProtectionDomain()
              .getCodeSource();
      return Path.of(source.getLocation().toURI());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "no "
              + className
              + " on the class path: aws-lambda-java-runtime-interface-client is missing",
          e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of " + className + " is not a file", e);
    }
  }

  private static Path watchJar(Path workDir) throws IOException {
    String entry = ParentWatch.class.getName().replace('.', '/') + ".class";
    Path jar = workDir.resolve("parent-watch.jar");
    try (InputStream in = resource(entry);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
      out.closeEntry();
    }
    return jar;
  }

  private static Path nativeLibrary(Path workDir) throws IOException {
    String name = "libaws-lambda-jni." + platform() + ".so";
    Path library = workDir.resolve(name);
    try (InputStream in = resource("jni/" + name)) {
      Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
    }
    return library;
  }

  /** As the client names it; it has native code for Linux alone. */
  private static String platform() {
    String system = System.getProperty("os.name");
    String machine = System.getProperty("os.arch");
    String processor =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "aarch_64";
          default -> "";
        };
    if (!system.equals("Linux") || processor.isEmpty()) {
      throw new IllegalStateException(
          "functions cannot run here: AWS's runtime interface client needs Linux on x86_64 or aarch64, this is "
              + system
              + " on "
              + machine);
    }
    boolean musl =
        Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
            || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
    return (musl ? "linux_musl-" : "linux-") + processor;
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = RuntimeFiles.class.getClassLoader().getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException("no " + name + " on the class path");
    }
    return in;
  }
}
