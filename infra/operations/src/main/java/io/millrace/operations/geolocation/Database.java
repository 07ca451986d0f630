// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/**
 * A database file that MaxMind's reader opens and finds a country in.
 *
 * @param type as its metadata say
 * @param built when the provider built it
 */
record Database(Path file, String sha256, long bytes, String type, Instant built) {

  private static final int ISO_CODE_CHARS = 2;

  /**
   * Opens it and looks an address up.
   *
   * @param known an address whose country it must know
   */
  static Database open(Path file, InetAddress known) throws RefreshException {
    try (Reader reader = new Reader(file.toFile())) {
      Metadata metadata = reader.getMetadata();
      if (!hasCountry(reader.get(known, Map.class))) {
        throw new RefreshException(
            Problem.DATABASE,
            "The database of type "
                + metadata.databaseType()
                + " knows no country of "
                + known.getHostAddress()
                + "; needed is the layout of GeoIP2 City or Country");
      }
      return new Database(
          file, sha256(file), Files.size(file), metadata.databaseType(), metadata.buildTime());
    } catch (IOException
        | BufferUnderflowException
        | ClassCastException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new RefreshException(
          Problem.DATABASE, "MaxMind's reader does not read the database: " + e.getMessage(), e);
    }
  }

  private static boolean hasCountry(Object record) {
    return record instanceof Map<?, ?> fields
        && fields.get("country") instanceof Map<?, ?> country
        && country.get("iso_code") instanceof String code
        && code.length() == ISO_CODE_CHARS;
  }

  /** Of a file, 64 small hexadecimal digits. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
