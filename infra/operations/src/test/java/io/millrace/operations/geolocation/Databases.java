// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** The sample database in other builds and types, and in the archives that providers have. */
final class Databases {

  /** An address that the sample knows. */
  static final String KNOWN = "192.0.2.1";

  static final String TYPE = "Millrace-Sample-City";

  /** Relative to the module's folder, which Maven makes the working directory of its tests. */
  private static final Path SAMPLE =
      Path.of("../../enrich/src/main/resources/io/millrace/enrich/sample.mmdb");

  private static final int BLOCK = 512;

  private Databases() {}

  static byte[] built(Instant at) {
    byte[] database = sample();
    int value = after(database, "build_epoch");
    // A number of extended type (uint64): how many bytes it has stands before its type.
    int bytes = database[value] & 0x1f;
    byte[] seconds = ByteBuffer.allocate(Long.BYTES).putLong(at.getEpochSecond()).array();
    System.arraycopy(seconds, Long.BYTES - bytes, database, value + 2, bytes);
    return database;
  }

  /** Of another type, of as many letters. */
  static byte[] ofType(String type, Instant built) {
    byte[] database = built(built);
    int value = after(database, TYPE) - TYPE.length();
    System.arraycopy(type.getBytes(StandardCharsets.UTF_8), 0, database, value, TYPE.length());
    return database;
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** As MaxMind packs it: a folder, texts, the database. */
  static byte[] tarGzip(byte[] database) {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    entry(tar, "GeoLite2-City_20261120/", '5', new byte[0]);
    entry(tar, "GeoLite2-City_20261120/COPYRIGHT.txt", '0', new byte[700]);
    entry(tar, "GeoLite2-City_20261120/GeoLite2-City.mmdb", '0', database);
    tar.writeBytes(new byte[2 * BLOCK]);
    return gzip(tar.toByteArray());
  }

  private static void entry(ByteArrayOutputStream tar, String name, char type, byte[] content) {
    ByteBuffer header = ByteBuffer.allocate(BLOCK);
    header.put(0, name.getBytes(StandardCharsets.US_ASCII));
    header.put(124, String.format("%011o", content.length).getBytes(StandardCharsets.US_ASCII));
    header.put(156, (byte) type);
    header.put(257, "ustar\0".getBytes(StandardCharsets.US_ASCII));
    tar.writeBytes(header.array());
    tar.writeBytes(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sample() {
    try {
      return Files.readAllBytes(SAMPLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a text that occurs near the end stops. */
  private static int after(byte[] database, String text) {
    int at = new String(database, StandardCharsets.ISO_8859_1).lastIndexOf(text);
    if (at < 0) {
      throw new IllegalStateException("the sample has no " + text);
    }
    return at + text.length();
  }
}
