// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.event.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON line for each database that is taken into use, or for the first that is not. */
final class GeolocationLog implements CurrentPlaces.Log {

  private final PrintStream out;

  GeolocationLog(PrintStream out) {
    this.out = out;
  }

  @Override
  public void taken(String build) {
    line("INFO", Map.of("taken", build));
  }

  @Override
  public void failed(String inUse, Throwable cause) {
    StringBuilder chain = new StringBuilder(cause.toString());
    for (Throwable next = cause.getCause(); next != null; next = next.getCause()) {
      chain.append(" ← ").append(next);
    }
    line("WARN", Map.of("inUse", inUse, "cause", chain.toString()));
  }

  private void line(String level, Map<String, String> fields) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("level", level);
    line.put("message", "geolocation");
    line.put("stage", EnrichStage.NAME);
    line.putAll(fields);
    out.println(Json.write(line));
  }
}
