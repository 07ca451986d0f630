// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.shared.event.Json;
import io.millrace.shared.priming.Priming;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Chooses the engine, once at the start of a function, and says in one line of its log which. */
final class Engines {

  /** What may be asked for. */
  enum Wanted {
    /** libvips where it is found, else the portable engine. */
    AUTO,
    /** libvips; the function does not start without. */
    LIBVIPS,
    PORTABLE
  }

  private Engines() {}

  /**
   * What was chosen.
   *
   * @param name for people, with its version
   * @param library where it was found; empty for none
   * @param why in words
   */
  record Chosen(ImageEngine engine, String name, String library, String why) {

    void log(PrintStream out) {
      if (Priming.underWay()) {
        return;
      }
      Map<String, String> line = new LinkedHashMap<>();
      line.put("level", "INFO");
      line.put("message", "engine");
      line.put("stage", ResizeStage.NAME);
      line.put("engine", name);
      if (!library.isEmpty()) {
        line.put("library", library);
      }
      line.put("why", why);
      out.println(Json.write(line));
    }
  }

  /**
   * @throws IllegalStateException when libvips is asked for and can't be had
   */
  static Chosen choose(Wanted wanted, String libraryPlace, Map<String, String> env) {
    PortableEngine portable = new PortableEngine();
    if (wanted == Wanted.PORTABLE) {
      return portable(portable, ResizeConfig.RESIZE_ENGINE + " asks for it");
    }
    VipsLibrary.Search search = VipsLibrary.search(libraryPlace, env);
    if (search.loaded().isPresent()) {
      VipsLibrary.Loaded loaded = search.loaded().get();
      VipsEngine engine = new VipsEngine(loaded.vips(), portable);
      String why =
          wanted == Wanted.LIBVIPS ? ResizeConfig.RESIZE_ENGINE + " asks for it" : "it was found";
      return new Chosen(engine, "libvips " + loaded.vips().version(), loaded.place(), why);
    }
    if (wanted == Wanted.LIBVIPS) {
      throw new IllegalStateException(
          ResizeConfig.RESIZE_ENGINE + " asks for libvips, which was not found: " + search.tried());
    }
    return portable(portable, "no libvips: " + search.tried());
  }

  private static Chosen portable(PortableEngine engine, String why) {
    return new Chosen(engine, "portable", "", why);
  }
}
