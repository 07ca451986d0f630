// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All rules on the tests of this module, in the order of the page. */
final class RuleBook {
  /** A rule and the test that carries it. */
  record Entry(Rule rule, String test) {
    String key() {
      return rule.of() + "|" + rule.property();
    }
  }

  private RuleBook() {}

  static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Class<?> type : testClasses()) {
      for (Method method : type.getDeclaredMethods()) {
        for (Rule rule : method.getAnnotationsByType(Rule.class)) {
          entries.add(new Entry(rule, type.getSimpleName() + "." + method.getName()));
        }
      }
    }
    entries.sort(
        Comparator.comparing((Entry entry) -> entry.rule().of())
            .thenComparing(entry -> entry.rule().property())
            .thenComparing(entry -> entry.rule().says())
            .thenComparing(Entry::test));
    return entries;
  }

  private static List<Class<?>> testClasses() {
    List<Class<?>> classes = new ArrayList<>();
    try {
      Path root =
          Path.of(RuleBook.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file :
            files
                .filter(path -> path.toString().matches(".*(Test|IT|Contract)\\.class"))
                .toList()) {
          String name = root.relativize(file).toString().replace('/', '.');
          classes.add(
              Class.forName(
                  name.substring(0, name.length() - ".class".length()),
                  false,
                  RuleBook.class.getClassLoader()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the test classes", e);
    } catch (URISyntaxException | ClassNotFoundException e) {
      throw new IllegalStateException("the test classes are not where they were loaded from", e);
    }
    return classes;
  }
}
