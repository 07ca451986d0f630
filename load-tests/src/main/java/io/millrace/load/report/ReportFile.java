// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON file of a load run, which is {@link LoadReport} as it stands. */
public final class ReportFile {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ReportFile() {}

  /** Writes a report; a file that stands there is replaced whole or not at all. */
  public static void write(Path file, LoadReport report) {
    Path begun = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(begun, JSON.writeValueAsBytes(report));
      Files.move(begun, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing the report " + file, e);
    }
  }

  /**
   * Reads a report.
   *
   * @throws IllegalArgumentException when there is no such file, or none of a load run, or one of
   *     another format, in words for whoever named it
   */
  public static LoadReport read(Path file) {
    try {
      return read(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("There is no file " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading the report " + file, e);
    }
  }

  /** Reads a report; the name is for what is said of it. */
  static LoadReport read(String name, byte[] json) {
    try {
      JsonNode tree = JSON.readTree(json);
      if (!tree.path("format").isInt()) {
        throw new IllegalArgumentException(
            name + " is no report of a load run: it has no number \"format\"");
      }
      int format = tree.path("format").intValue();
      if (format != LoadReport.FORMAT) {
        throw new IllegalArgumentException(
            name
                + " has format "
                + format
                + ", this version of Millrace reads format "
                + LoadReport.FORMAT
                + "; run the load again, or read it with the version that wrote it");
      }
      LoadReport report = JSON.treeToValue(tree, LoadReport.class);
      requireWhole(name, "", report);
      return report;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          name + " is damaged, or no report of a load run: " + place(e) + e.getOriginalMessage(),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be read", e);
    }
  }

  private static String place(JacksonException e) {
    return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
        ? mapping.getPath().stream()
            .map(step -> step.getFieldName() == null ? "[]" : step.getFieldName())
            .collect(Collectors.joining(".", "", ": "))
        : "";
  }

  /** A null where none may be would be found later, far from the file. */
  private static void requireWhole(String name, String path, @Nullable Object value) {
    if (value instanceof Record row) {
      for (RecordComponent component : row.getClass().getRecordComponents()) {
        String place = path.isEmpty() ? component.getName() : path + "." + component.getName();
        Object part = part(row, component);
        if (part == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          throw new IllegalArgumentException(name + " is damaged: " + place + " is null");
        }
        requireWhole(name, place, part);
      }
    } else if (value instanceof Collection<?> list) {
      list.forEach(one -> requireElement(name, path + "[]", one));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, one) -> requireElement(name, path + "." + key, one));
    }
  }

  private static void requireElement(String name, String path, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is damaged: " + path + " is null");
    }
    requireWhole(name, path, value);
  }

  private static @Nullable Object part(Record row, RecordComponent component) {
    try {
      return component.getAccessor().invoke(row);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("A public record is open: " + component, e);
    }
  }
}
