// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.engine;

import io.millrace.local.LocalCloudException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB Local in a process of its own; it ends with {@link #close} or with this process, however
 * that ends.
 */
public final class DynamoDbProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final Process process;
  private final URI endpoint;

  private DynamoDbProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts the server and returns when it answers.
   *
   * @param lib the directory with the jars and native libraries of DynamoDB Local
   * @param dbPath where tables are kept; absent = in memory
   */
  public static DynamoDbProcess start(
      Path javaHome, Path lib, Path workDir, Optional<Path> dbPath) {
    if (!hasServer(lib)) {
      throw new LocalCloudException(
          "DynamoDB Local is not in "
              + lib
              + ": build infra/engines/dynamodb-local (phase package) or name an endpoint with --dynamodb-endpoint");
    }
    try {
      Path launcher = unpackLauncher(workDir.resolve("dynamodb-launcher"));
      Path log = workDir.resolve("dynamodb.log");
      ProcessBuilder builder = new ProcessBuilder(command(javaHome, lib, launcher, dbPath));
      builder.directory(workDir.toFile()).redirectError(log.toFile());
      Process process = builder.start();
      return new DynamoDbProcess(process, awaitEndpoint(process, log));
    } catch (IOException e) {
      throw new LocalCloudException("DynamoDB Local could not be started: " + e.getMessage(), e);
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close(); // the launcher stops the server when its input ends
      if (!process.waitFor(STOP_LIMIT)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static boolean hasServer(Path lib) {
    if (!Files.isDirectory(lib)) {
      return false;
    }
    try (var files = Files.list(lib)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("DynamoDBLocal-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Copies the one class out of our jar, so that the process has no other class of ours on its
   * path.
   */
  private static Path unpackLauncher(Path directory) throws IOException {
    String file = DynamoDbLauncher.class.getName().replace('.', '/') + ".class";
    Path target = directory.resolve(file);
    Files.createDirectories(directory.resolve(file).resolveSibling("."));
    try (@Nullable InputStream in = DynamoDbLauncher.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IOException("the class " + file + " is missing on the class path");
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
    return directory;
  }

  private static List<String> command(Path javaHome, Path lib, Path launcher, Optional<Path> dbPath)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-Dsqlite4java.library.path=" + lib.toAbsolutePath(),
            "-cp",
            launcher.toAbsolutePath() + File.pathSeparator + lib.toAbsolutePath() + "/*",
            DynamoDbLauncher.class.getName(),
            // one database for every access key: each function calls with a key of its own
            "-sharedDb",
            "-disableTelemetry"));
    if (dbPath.isPresent()) {
      Files.createDirectories(dbPath.get());
      command.addAll(List.of("-dbPath", dbPath.get().toAbsolutePath().toString()));
    } else {
      command.add("-inMemory");
    }
    return command;
  }

  private static URI awaitEndpoint(Process process, Path log) {
    CompletableFuture<URI> endpoint = new CompletableFuture<>();
    // reads on after the port is known: a full pipe would stop the server
    Thread.ofVirtual().name("dynamodb-output").start(() -> drain(process, endpoint));
    try {
      return endpoint.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new LocalCloudException("DynamoDB Local did not start, see " + log, e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LocalCloudException("DynamoDB Local was interrupted while it started", e);
    }
  }

  private static void drain(Process process, CompletableFuture<URI> endpoint) {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(DynamoDbLauncher.READY)) {
          String port = line.substring(DynamoDbLauncher.READY.length());
          endpoint.complete(URI.create("http://127.0.0.1:" + port));
        }
      }
      endpoint.completeExceptionally(new IOException("the process ended"));
    } catch (IOException e) {
      endpoint.completeExceptionally(e);
    }
  }
}
