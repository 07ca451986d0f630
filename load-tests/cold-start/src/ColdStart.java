// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.runtime.FunctionSpec;
import io.millrace.local.lambda.runtime.Launch;
import io.millrace.local.training.Bench;
import io.millrace.local.training.DeployedFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Measures how the deployables start; see README.md beside this folder. */
final class ColdStart {
  private static final String USAGE =
      "usage: load-tests/cold-start/run [--runs N] [--deploy DIR] [--json FILE] [--also OPTIONS] [function…]";
  private static final String TEMPLATE = "infra/cdk/millrace.template.json";
  private static final List<String> DEPLOYABLES =
      List.of("ingest", "enrich", "transform", "sink", "infra/operations");
  private static final List<String> PLAIN = List.of("-XX:+UseSerialGC");

  /** The targets: what a tuned start may cost of the plain one, and enrich's initialization. */
  private static final double MOST_OF_PLAIN = 0.40;

  private static final double MOST_INIT_MILLIS = 250;
  private static final long MOST_JAR_BYTES = 20_000_000;

  private final Path root;
  private final Path scratch;
  private Path deploy;
  private Path json;
  private String also = "";
  private int runs = 10;
  private final List<String> wanted = new ArrayList<>();

  /** One way to start a function. */
  private record Variant(String name, Launch launch) {}

  /** The medians of a variant: CPU and wall milliseconds to the first event and to its answer. */
  private record Medians(double initCpu, double cpu, double initWall, double wall) {}

  private ColdStart(Path root) {
    this.root = root;
    this.scratch = root.resolve(".millrace").resolve("cold-start");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    ColdStart bench = new ColdStart(Path.of(System.getProperty("millrace.home")).toAbsolutePath());
    bench.parse(args);
    System.exit(bench.run() ? 0 : 1);
  }

  private void parse(String[] args) {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--runs" -> runs = Integer.parseInt(value(args, ++i));
        case "--deploy" -> deploy = Path.of(value(args, ++i)).toAbsolutePath();
        case "--also" -> also = value(args, ++i);
        case "--json" -> json = Path.of(value(args, ++i));
        default -> {
          if (args[i].startsWith("-")) {
            wrong(args[i]);
          }
          wanted.add(args[i]);
        }
      }
    }
  }

  private static String value(String[] args, int i) {
    if (i >= args.length) {
      wrong(args[i - 1] + " needs a value");
    }
    return args[i];
  }

  private static void wrong(String what) {
    System.err.println("cold-start: " + what + "\n" + USAGE);
    System.exit(2);
  }

  private boolean run() throws IOException, InterruptedException {
    Map<String, FunctionSpec> functions =
        DeployedFunctions.takingTraffic(Files.readString(root.resolve(TEMPLATE)), jars());
    if (!wanted.isEmpty()) {
      if (!functions.keySet().containsAll(wanted)) {
        wrong("functions are " + functions.keySet());
      }
      functions.keySet().retainAll(Set.copyOf(wanted));
    }
    ObjectNode report = new ObjectMapper().createObjectNode();
    report.put("jdk", Runtime.version().toString()).put("runs", runs);
    report.put("backend", "loopback services that say yes");
    ArrayNode rows = report.putArray("functions");
    System.out.printf(
        "CPU and wall time in ms, medians of %d runs, one core, SerialGC, JDK %s%n"
            + "%-10s %-14s %9s %9s %9s %9s   %s%n",
        runs, Runtime.version(), "function", "variant", "init cpu", "+1st cpu", "init wall", "+1st wall", "cpu of plain");
    boolean held = true;
    Path home = Path.of(System.getProperty("java.home"));
    try (Bench bench = new Bench(home, scratch)) {
      for (FunctionSpec function : functions.values()) {
        held &= measure(bench, function, rows.addObject());
      }
    }
    if (json != null) {
      Files.writeString(json, report.toPrettyString() + "\n");
    }
    System.out.println(held ? "every target holds" : "a target is missed");
    return held;
  }

  private Map<String, Path> jars() throws IOException {
    Map<String, Path> jars = new LinkedHashMap<>();
    for (String folder : DEPLOYABLES) {
      String jar = Path.of(folder).getFileName() + ".jar";
      Path built = root.resolve(folder).resolve("target/deploy").resolve(jar);
      jars.put(jar, deploy == null ? built : deploy.resolve(jar));
    }
    return jars;
  }

  private boolean measure(Bench bench, FunctionSpec function, ObjectNode row)
      throws IOException, InterruptedException {
    List<Variant> variants = variants(bench, function);
    List<List<Bench.Start>> starts = new ArrayList<>();
    variants.forEach(variant -> starts.add(new ArrayList<>()));
    // By turns, so that what else the machine does meets all alike.
    for (int run = 0; run < runs; run++) {
      for (int v = 0; v < variants.size(); v++) {
        starts.get(v).add(bench.start(function, variants.get(v).launch()));
      }
    }
    long bytes = Files.size(function.code());
    row.put("function", function.name()).put("jarBytes", bytes);
    ObjectNode measured = row.putObject("variants");
    double plain = 0;
    Medians best = null;
    for (int v = 0; v < variants.size(); v++) {
      Medians m = medians(starts.get(v));
      plain = variants.get(v).name().equals("plain") ? m.cpu() : plain;
      best = best == null || m.cpu() < best.cpu() ? m : best;
      System.out.printf(
          "%-10s %-14s %9.0f %9.0f %9.0f %9.0f   %.2f%n",
          function.name(), variants.get(v).name(), m.initCpu(), m.cpu(), m.initWall(), m.wall(), m.cpu() / plain);
      measured
          .putObject(variants.get(v).name())
          .put("initCpuMillis", m.initCpu())
          .put("responseCpuMillis", m.cpu())
          .put("initWallMillis", m.initWall())
          .put("responseWallMillis", m.wall());
    }
    boolean held =
        best.cpu() <= MOST_OF_PLAIN * plain
            && bytes < MOST_JAR_BYTES
            && (!function.name().equals("enrich") || best.initCpu() <= MOST_INIT_MILLIS);
    System.out.printf(
        "%-10s jar %.1f MB, first response %.2f of plain (at most %.2f)%s%s%n",
        function.name(),
        bytes / 1e6,
        best.cpu() / plain,
        MOST_OF_PLAIN,
        function.name().equals("enrich")
            ? ", init %.0f ms (at most %.0f)".formatted(best.initCpu(), MOST_INIT_MILLIS)
            : "",
        held ? "" : ": missed");
    return held;
  }

  /** All on one core; the archives are made by a training run of the same jar. */
  private List<Variant> variants(Bench bench, FunctionSpec function)
      throws IOException, InterruptedException {
    Path cds = scratch.resolve(function.name() + ".jsa");
    Path aot = scratch.resolve(function.name() + ".aot");
    Path jar = function.code();
    bench.train(
        function,
        new Launch(List.of(), Bench.with(Launch.LEAN, "-XX:ArchiveClassesAtExit=" + cds), jar, true),
        cds);
    bench.train(
        function,
        new Launch(List.of(), Bench.with(Launch.LEAN, "-XX:AOTCacheOutput=" + aot), jar, true),
        aot);
    List<Variant> variants = new ArrayList<>();
    variants.add(variant("plain", PLAIN, jar));
    variants.add(variant("C1", Launch.LEAN, jar));
    variants.add(
        variant("C1+AppCDS", Bench.with(Launch.LEAN, "-XX:SharedArchiveFile=" + cds), jar));
    variants.add(variant("C1+AOT", Bench.with(Launch.LEAN, "-XX:AOTCache=" + aot), jar));
    if (!also.isEmpty()) {
      List<String> options = Bench.with(Launch.LEAN, also.split(" "));
      Path own = scratch.resolve(function.name() + "-also.aot");
      bench.train(
          function,
          new Launch(List.of(), Bench.with(options, "-XX:AOTCacheOutput=" + own), jar, true),
          own);
      variants.add(variant("also", Bench.with(options, "-XX:AOTCache=" + own), jar));
    }
    return variants;
  }

  private static Variant variant(String name, List<String> options, Path jar) {
    return new Variant(
        name, new Launch(pinned(), Bench.with(options, "-XX:ActiveProcessorCount=1"), jar, false));
  }

  private static List<String> pinned() {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
    return there ? List.of("taskset", "-c", "0") : List.of();
  }

  private static Medians medians(List<Bench.Start> starts) {
    return new Medians(
        median(starts, s -> s.init().cpuMillis()),
        median(starts, s -> s.response().cpuMillis()),
        median(starts, s -> s.init().wallMillis()),
        median(starts, s -> s.response().wallMillis()));
  }

  private static double median(List<Bench.Start> starts, ToDoubleFunction<Bench.Start> of) {
    double[] sorted = starts.stream().mapToDouble(of).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
