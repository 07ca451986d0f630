// SPDX-License-Identifier: Apache-2.0
package io.millrace.docs;

import io.millrace.shared.config.Meaning;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A config record of a function, and what it says of itself when it is made. */
record ConfigRecord(Class<?> type, Map<String, Asked.Question> questions) {

  private static final List<String> MODULES =
      List.of("ingest", "enrich", "transform", "sink", "infra/operations");

  /** Of {@code io.millrace.sink}. */
  private static final int MODULE_DEPTH = 3;

  /** What a text that is refused may be instead. */
  private static final Pattern ALLOWED = Pattern.compile("\"\\?\", allowed (?:is|are) ([^;]+)");

  /** Every one there is: a file called {@code *Config.java} that is made from the environment. */
  static Stream<ConfigRecord> all() throws IOException {
    Stream<ConfigRecord> all = Stream.of();
    for (String module : MODULES) {
      Path sources = Checkout.ROOT.resolve(module).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(sources)) {
        List<String> names =
            files
                .filter(file -> file.toString().endsWith("Config.java"))
                .map(file -> sources.relativize(file).toString().replaceFirst("\\.java$", ""))
                .map(name -> name.replace('/', '.'))
                .sorted()
                .toList();
        all = Stream.concat(all, names.stream().map(ConfigRecord::of));
      }
    }
    return all;
  }

  /** The function that it is for, as the template calls it. */
  String function() {
    String own =
        type.getSimpleName()
            .replaceFirst("Config$", "")
            .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
            .toLowerCase(Locale.ROOT);
    List<String> packages = List.of(type.getPackageName().split("\\.", -1));
    // a package inside a module's is for one function, called after both
    return packages.size() > MODULE_DEPTH ? packages.getLast() + "-" + own : own;
  }

  /** Key to meaning, as a class has it on its constants. */
  static Map<String, String> meanings(Class<?> type) {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (Field field : type.getDeclaredFields()) {
      Meaning meaning = field.getAnnotation(Meaning.class);
      if (meaning != null) {
        field.setAccessible(true);
        try {
          meanings.put((String) field.get(null), meaning.value());
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return meanings;
  }

  /** Asks a class what it reads, by the method that reads it. */
  static Map<String, Asked.Question> ask(Class<?> type, String method) {
    Asked asked = new Asked(Map.of());
    make(type, method, asked);
    Map<String, Asked.Question> questions = asked.questions();
    questions.replaceAll(
        (key, question) ->
            question.allowed().equals("text")
                ? new Asked.Question(question.absent(), allowedText(type, method, key))
                : question);
    return questions;
  }

  private static ConfigRecord of(String name) {
    try {
      Class<?> type = Class.forName(name);
      return new ConfigRecord(type, ask(type, "from"));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the code says of a text that is none of those it takes. */
  private static String allowedText(Class<?> type, String method, String key) {
    try {
      make(type, method, new Asked(Map.of(key, "?")));
      return "text";
    } catch (IllegalArgumentException e) {
      Matcher matcher = ALLOWED.matcher(String.valueOf(e.getMessage()));
      return matcher.find() ? matcher.group(1) : "text";
    }
  }

  private static void make(Class<?> type, String name, Asked settings) {
    try {
      Method method = type.getDeclaredMethod(name, Map.class);
      method.setAccessible(true);
      method.invoke(null, settings);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is not made from a map by " + name, e);
    }
  }
}
