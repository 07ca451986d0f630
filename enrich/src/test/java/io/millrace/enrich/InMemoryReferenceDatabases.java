// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.reference.GeolocationPointer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A reference bucket that keeps what it is given and counts who looks. */
final class InMemoryReferenceDatabases implements ReferenceDatabases {

  private final Map<String, byte[]> databases = new HashMap<>();
  private @Nullable GeolocationPointer pointer;
  private @Nullable RuntimeException down;
  private int writes;
  int looks;
  int opened;

  /** The sample, built at another time. */
  static byte[] built(Instant at) {
    byte[] database;
    try (InputStream in =
        Objects.requireNonNull(MaxMindPlaces.class.getResourceAsStream("sample.mmdb"))) {
      database = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String name = "build_epoch";
    int value = new String(database, StandardCharsets.ISO_8859_1).lastIndexOf(name) + name.length();
    // A number of extended type (uint64): how many bytes it has stands before its type.
    int bytes = database[value] & 0x1f;
    byte[] seconds = ByteBuffer.allocate(Long.BYTES).putLong(at.getEpochSecond()).array();
    System.arraycopy(seconds, Long.BYTES - bytes, database, value + 2, bytes);
    return database;
  }

  /** Puts a database and points to it. */
  void point(byte[] database) {
    point(database, database);
  }

  /**
   * Points to a database as one would to another.
   *
   * @param there what is there
   * @param meant what the pointer says of it
   */
  void point(byte[] there, byte[] meant) {
    String sha256 = sha256(meant);
    String key = GeolocationPointer.keyOf(sha256);
    databases.put(key, there);
    pointer =
        new GeolocationPointer(
            key, sha256, meant.length, "Sample", 1, "2026-11-20T00:00:00Z", null);
    writes++;
  }

  void remove() {
    pointer = null;
  }

  void down(@Nullable RuntimeException with) {
    down = with;
  }

  @Override
  public Look look(@Nullable String known) {
    looks++;
    if (down != null) {
      throw down;
    }
    if (pointer == null) {
      return new Look.None();
    }
    String etag = "\"" + writes + "\"";
    return etag.equals(known) ? new Look.Same() : new Look.Other(pointer, etag);
  }

  @Override
  public InputStream open(String key) {
    opened++;
    return new ByteArrayInputStream(Objects.requireNonNull(databases.get(key), key));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
