// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.batch.Outcome.Rejected;
import io.millrace.transform.Engines.Chosen;
import io.millrace.transform.Engines.Wanted;
import io.millrace.transform.ImageEngine.Rendition;
import io.millrace.transform.ImageEngine.Renditions;
import io.millrace.transform.ImageEngine.Spec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One of our engines, as the function has it. Reads tasks from standard input and answers each with
 * a line, as {@code sharp-side.mjs} does. It lies in the engines' package to reach them.
 */
final class RenderSide {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int QUALITY = 80;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private RenderSide() {}

  /** The engine by name, and where libvips lies. */
  public static void main(String[] arguments) throws IOException {
    Wanted wanted = Wanted.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    Chosen chosen = Engines.choose(wanted, arguments[1], Map.of());
    System.err.println("images: " + chosen.name() + " " + chosen.library());
    BufferedReader tasks =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = tasks.readLine(); line != null; line = tasks.readLine()) {
      System.out.println(JSON.writeValueAsString(done(chosen.engine(), JSON.readTree(line))));
    }
  }

  private static Map<String, Object> done(ImageEngine engine, JsonNode task) throws IOException {
    List<byte[]> photos = new ArrayList<>();
    for (JsonNode file : task.get("files")) {
      photos.add(Files.readAllBytes(Path.of(file.textValue())));
    }
    List<Integer> edges = new ArrayList<>();
    task.get("widths").forEach(width -> edges.add(width.intValue()));
    Spec spec = new Spec(edges, QUALITY, PhotoLimits.DEFAULT);
    long cpu = PROCESS.getProcessCpuTime();
    long start = System.nanoTime();
    long bytes = 0;
    for (int i = 0; i < photos.size(); i++) {
      List<Rendition> renditions = rendered(engine, photos.get(i), spec);
      for (Rendition rendition : renditions) {
        bytes += rendition.jpeg().length;
        if (task.has("out")) {
          String name = i + "-" + Math.max(rendition.width(), rendition.height()) + ".jpeg";
          Files.write(Path.of(task.get("out").textValue(), name), rendition.jpeg());
        }
      }
    }
    return Map.of(
        "photos", photos.size(),
        "cpuMillis", (PROCESS.getProcessCpuTime() - cpu) / 1e6,
        "millis", (System.nanoTime() - start) / 1e6,
        "bytes", bytes,
        "megabytes", peakMegabytes());
  }

  private static List<Rendition> rendered(ImageEngine engine, byte[] photo, Spec spec) {
    return switch (engine.render(photo, spec)) {
      case Accepted<Renditions>(Renditions renditions) -> renditions.renditions();
      case Rejected<Renditions> rejected ->
          throw new IllegalStateException("A generated photo is rejected: " + rejected);
    };
  }

  /** Of the whole process; zero where the system does not say. */
  private static long peakMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return 0;
  }
}
