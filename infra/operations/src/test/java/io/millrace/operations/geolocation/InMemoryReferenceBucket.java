// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import io.millrace.shared.reference.GeolocationPointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bucket that keeps what it is given, and refuses a pointer to what it does not have. */
final class InMemoryReferenceBucket implements ReferenceBucket {

  final Map<String, byte[]> databases = new LinkedHashMap<>();
  private @Nullable Current current;
  private int writes;

  /** What another run does between a look at the pointer and its writing. */
  private Runnable meanwhile = () -> {};

  void meanwhile(Runnable other) {
    meanwhile = other;
  }

  @Override
  public Optional<Current> current() {
    return Optional.ofNullable(current);
  }

  GeolocationPointer pointer() {
    return Objects.requireNonNull(current, "no pointer").pointer();
  }

  @Override
  public void putDatabase(String key, Path file) {
    try {
      databases.put(key, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runnable other = meanwhile;
    meanwhile = () -> {};
    other.run();
  }

  @Override
  public boolean putPointer(GeolocationPointer pointer, @Nullable String replaced) {
    if (!databases.containsKey(pointer.key())) {
      throw new IllegalStateException("a pointer to " + pointer.key() + ", which is not there");
    }
    if (!Objects.equals(replaced, current == null ? null : current.etag())) {
      return false;
    }
    current = new Current(pointer, "\"" + ++writes + "\"");
    return true;
  }
}
