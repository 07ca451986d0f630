// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import io.millrace.local.access.Keyring;
import io.millrace.local.lambda.child.ParentWatch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JVM of one execution environment: its command, its environment variables, its end. */
final class FunctionProcess implements AutoCloseable {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** Where the client looks for its native code before it unpacks it. */
  private static final String NATIVE_LIBRARY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /** Names folders with native code for functions, as layers bring them on AWS. */
  private static final String LIBRARIES = "millrace.libraries";

  private final Process process;
  private final Path directory;

  private FunctionProcess(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /**
   * Starts the process; its output goes to the end of the log.
   *
   * @param logStream the name of its log stream, as the function sees it
   */
  static FunctionProcess start(
      FunctionSpec spec,
      RuntimeSettings settings,
      RuntimeFiles files,
      Launch launch,
      String runtimeApi,
      String logStream,
      Path log)
      throws IOException {
    Files.createDirectories(settings.workDir());
    Path directory = Files.createTempDirectory(settings.workDir(), spec.name() + "-");
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    ProcessBuilder builder =
        new ProcessBuilder(command(spec, settings, files, launch, directory, temporary));
    builder.directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(environment(spec, settings, runtimeApi, logStream, directory));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new FunctionProcess(builder.start(), directory);
  }

  private static List<String> command(
      FunctionSpec spec,
      RuntimeSettings settings,
      RuntimeFiles files,
      Launch launch,
      Path directory,
      Path temporary) {
    List<Path> classPath = new ArrayList<>(files.jars());
    classPath.add(launch.code());
    if (!launch.training()) {
      // Behind what class data are made for.
      classPath.add(files.watch());
    }
    Path home = settings.javaHome();
    // 85 of 100 parts of the memory for the heap, as Lambda's own Java runtimes have it.
    long heapKilobytes = spec.memoryMegabytes() * 1024L * 85 / 100;
    List<String> command = new ArrayList<>(launch.before());
    command.add(home.resolve("bin").resolve("java").toString());
    settings
        .debug()
        .of(spec.name())
        .ifPresent(
            port ->
                command.add(
                    "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:"
                        + port));
    command.addAll(launch.options());
    command.addAll(
        List.of(
            "-Xmx" + heapKilobytes + "k",
            "-Djava.io.tmpdir=" + temporary,
            "-Duser.home=" + directory,
            // The client would otherwise point to where Amazon Linux keeps them.
            "-Djavax.net.ssl.trustStore="
                + home.resolve("lib").resolve("security").resolve("cacerts"),
            "-D" + NATIVE_LIBRARY + "=" + files.nativeLibrary(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath.stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator))));
    if (!launch.training()) {
      command.add(ParentWatch.class.getName());
    }
    command.add(CLIENT);
    command.add(spec.handler());
    return command;
  }

  private static Map<String, String> environment(
      FunctionSpec spec,
      RuntimeSettings settings,
      String runtimeApi,
      String logStream,
      Path directory) {
    Map<String, String> all = new HashMap<>();
    all.put("PATH", System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
    all.put("HOME", directory.toString());
    all.put("LANG", "en_US.UTF-8");
    // What a function may set itself stands before, what Lambda reserves after the function's own
    // variables.
    all.put("AWS_ENDPOINT_URL", settings.endpoint().toString());
    all.put("TZ", ":UTC");
    String libraries = System.getProperty(LIBRARIES, "");
    if (!libraries.isEmpty()) {
      all.put("LD_LIBRARY_PATH", libraries);
    }
    all.putAll(spec.variables());
    all.put("_HANDLER", spec.handler());
    all.put("AWS_REGION", settings.region());
    all.put("AWS_DEFAULT_REGION", settings.region());
    all.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + spec.runtime());
    all.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    all.put("AWS_LAMBDA_FUNCTION_NAME", spec.name());
    all.put("AWS_LAMBDA_FUNCTION_VERSION", spec.version());
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memoryMegabytes()));
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + spec.name());
    all.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
    all.put("AWS_LAMBDA_LOG_FORMAT", spec.jsonLogs() ? "JSON" : "Text");
    String accessKey = Keyring.functionKey(spec.name());
    all.put("AWS_ACCESS_KEY_ID", accessKey);
    all.put("AWS_SECRET_ACCESS_KEY", settings.secretOf().apply(accessKey));
    all.put("LAMBDA_TASK_ROOT", directory.toString());
    settings.tracing().daemon().ifPresent(address -> all.put("AWS_XRAY_DAEMON_ADDRESS", address));
    return all;
  }

  long pid() {
    return process.pid();
  }

  /** Asks the process to end as the system does at a shutdown: what it does at its end, it does. */
  void end() {
    process.destroy();
  }

  /** Completed with the exit value when the process is gone. */
  CompletableFuture<Integer> exit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  boolean alive() {
    return process.isAlive();
  }

  /** The most memory the process ever had, in megabytes; absent where the system doesn't say. */
  OptionalLong peakMegabytes() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(status, StandardCharsets.US_ASCII)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.empty(); // The process ended between the two looks.
    }
  }

  /** Processor time so far; zero where the system doesn't say, and of a process that is gone. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Kills the process with all that it started. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Kills the process, waits for its end and removes its directory. */
  @Override
  public void close() {
    kill();
    process.onExit().join();
    Directories.deleteWithAll(directory);
  }
}
