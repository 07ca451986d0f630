// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.record.Place;
import io.millrace.shared.reference.GeolocationPointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Places from the database that the reference bucket points to. It becomes another in {@link
 * #look()} and nowhere else, so that all records of an invocation are located by one build. Looked
 * at by one thread at a time, read by any.
 */
final class CurrentPlaces implements NetworkPlaces {

  private static final int BUFFER = 64 * 1024;

  /** For a database to come; an invocation has it once, and then its batch. */
  private static final Duration LOAD = Duration.ofSeconds(20);

  /** Told what people should know; the build in use is in the records. */
  interface Log {
    void taken(String build);

    void failed(String inUse, Throwable cause);
  }

  private final ReferenceDatabases databases;
  private final Supplier<MaxMindPlaces> otherwise;
  private final Duration interval;
  private final long maxBytes;
  private final Path folder;
  private final InstantSource clock;
  private final Log log;

  private volatile @Nullable MaxMindPlaces places;
  private @Nullable String etag;
  private @Nullable String sha256;
  private Instant next = Instant.MIN;
  private boolean failing;

  /**
   * @param otherwise opened when there is no pointer
   * @param interval from one look to the next, at least
   * @param maxBytes of a database that fits the memory beside another one
   * @param folder for a database on its way into memory
   */
  CurrentPlaces(
      ReferenceDatabases databases,
      Supplier<MaxMindPlaces> otherwise,
      Duration interval,
      long maxBytes,
      Path folder,
      InstantSource clock,
      Log log) {
    this.databases = databases;
    this.otherwise = otherwise;
    this.interval = interval;
    this.maxBytes = maxBytes;
    this.folder = folder;
    this.clock = clock;
    this.log = log;
  }

  /**
   * Takes another database into use if there is one and it is time to look. With one in use,
   * whatever goes wrong leaves that one.
   *
   * @throws IOException as any exception, when none is in use yet: locating by another one than was
   *     pointed to would be wrong, and the records wait
   */
  @Override
  public void look() throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    MaxMindPlaces inUse = places;
    if (inUse == null) {
      take();
    } else {
      next = now.plus(interval);
      try {
        take();
        failing = false;
      } catch (IOException | RuntimeException e) {
        // Whatever it was: the database in use is as good as it was before.
        if (!failing) {
          log.failed(inUse.build(), e);
        }
        failing = true;
      }
    }
    next = now.plus(interval);
  }

  private void take() throws IOException {
    switch (databases.look(etag)) {
      case ReferenceDatabases.Look.Same same -> {}
      case ReferenceDatabases.Look.None none -> {
        if (etag != null) {
          throw new IOException(GeolocationPointer.KEY + " is gone");
        }
        if (places == null) {
          places = otherwise.get();
        }
      }
      case ReferenceDatabases.Look.Other(GeolocationPointer pointer, String otherTag) -> {
        if (!pointer.sha256().equals(sha256)) {
          swap(load(pointer));
          sha256 = pointer.sha256();
        }
        etag = otherTag;
      }
    }
  }

  private void swap(MaxMindPlaces other) {
    places = other;
    log.taken(other.build());
  }

  private MaxMindPlaces load(GeolocationPointer pointer) throws IOException {
    if (pointer.bytes() > maxBytes) {
      throw new IOException(
          pointer.key()
              + " has "
              + pointer.bytes()
              + " bytes; with this function's memory "
              + maxBytes
              + " are allowed");
    }
    Path file = folder.resolve("geolocation.mmdb");
    try {
      fetch(pointer, file);
      return MaxMindPlaces.open(file);
    } finally {
      // It is in memory, if all went well.
      Files.deleteIfExists(file);
    }
  }

  private void fetch(GeolocationPointer pointer, Path to) throws IOException {
    MessageDigest digest = sha256();
    long left = pointer.bytes();
    Instant end = clock.instant().plus(LOAD);
    try (InputStream in = databases.open(pointer.key());
        OutputStream out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
      byte[] buffer = new byte[BUFFER];
      int read = in.read(buffer);
      while (read >= 0 && left >= 0) {
        if (clock.instant().isAfter(end)) {
          throw new IOException(pointer.key() + " took longer than " + LOAD);
        }
        out.write(buffer, 0, read);
        left -= read;
        read = in.read(buffer);
      }
    }
    if (left != 0) {
      throw new IOException(pointer.key() + " has not the " + pointer.bytes() + " bytes it should");
    }
    String is = HexFormat.of().formatHex(digest.digest());
    if (!is.equals(pointer.sha256())) {
      throw new IOException(pointer.key() + " has the SHA-256 " + is);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private MaxMindPlaces inUse() {
    return Objects.requireNonNull(places, "look() comes first");
  }

  @Override
  public @Nullable Place of(InetAddress address) {
    return inUse().of(address);
  }

  @Override
  public String build() {
    return inUse().build();
  }
}
