// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a correct pipeline makes of the sample files. Every number is a count.
 *
 * @param now the moment the samples were made for, ISO 8601
 * @param events of both event files together
 * @param photos of the photo folder
 */
public record Expected(String now, Events events, Photos photos) {

  /** The country of an address that is missing, private, reserved or at no known place. */
  public static final String UNKNOWN_COUNTRY = "ZZ";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * Events.
   *
   * @param received lines, without the header of a CSV file
   * @param distinct accepted events, each (source, id) once
   * @param duplicates received lines that are neither rejected nor the first of their event
   * @param rejected lines by the name of the reason
   * @param byType distinct events by type
   * @param byCountry distinct events by ISO country code, {@value #UNKNOWN_COUNTRY} for unknown
   * @param byHour distinct events by UTC hour ({@code 2026-11-23T05Z}) and country
   */
  public record Events(
      long received,
      long distinct,
      long duplicates,
      SortedMap<String, Long> rejected,
      SortedMap<String, Long> byType,
      SortedMap<String, Long> byCountry,
      SortedMap<String, SortedMap<String, Long>> byHour) {

    /** All rejected lines. */
    public long rejectedTotal() {
      return sum(rejected);
    }
  }

  /**
   * Photos: the files of the photo folder, each an upload of its own.
   *
   * @param received files
   * @param ready files that get renditions
   * @param rejected files by the name of the reason
   * @param byCountry ready files by the country of their GPS position
   */
  public record Photos(
      long received,
      long ready,
      SortedMap<String, Long> rejected,
      SortedMap<String, Long> byCountry) {

    /** All rejected files. */
    public long rejectedTotal() {
      return sum(rejected);
    }
  }

  /** Reads what {@link Samples#write} left as {@code expected.json}. */
  public static Expected read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), Expected.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what to expect from " + file, e);
    }
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write what to expect as JSON", e);
    }
  }

  static void count(SortedMap<String, Long> counts, String key) {
    counts.merge(key, 1L, Long::sum);
  }

  static SortedMap<String, Long> counts() {
    return new TreeMap<>();
  }

  private static long sum(SortedMap<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
