// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.events;

import io.millrace.local.LocalCloudConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The names of the event buses, the default one among them, kept in a file when there is one;
 * thread-safe.
 */
final class EventBuses {
  private static final String DEFAULT = "default";
  private static final String ARN_TYPE = ":event-bus/";
  private static final String NAME = "[/.\\-_A-Za-z0-9]{1,256}";

  private final ConcurrentSkipListSet<String> names = new ConcurrentSkipListSet<>();
  private final Optional<Path> file;

  EventBuses(Optional<Path> file) {
    this.file = file;
    names.add(DEFAULT);
    file.filter(Files::exists).ifPresent(this::reload);
  }

  /**
   * @param nameOrArn empty for the default bus
   */
  static String name(String nameOrArn) {
    int at = nameOrArn.lastIndexOf(ARN_TYPE);
    String name = at < 0 ? nameOrArn : nameOrArn.substring(at + ARN_TYPE.length());
    return name.isEmpty() ? DEFAULT : name;
  }

  static String arn(String name) {
    return "arn:aws:events:"
        + LocalCloudConfig.REGION
        + ":"
        + LocalCloudConfig.ACCOUNT
        + ":event-bus/"
        + name;
  }

  boolean has(String name) {
    return names.contains(name);
  }

  List<String> startingWith(String prefix) {
    return names.stream().filter(name -> name.startsWith(prefix)).toList();
  }

  void create(String name) {
    if (!name.matches(NAME)) {
      throw new EventBridgeException(
          "ValidationException", "The name of an event bus has to match " + NAME + ", not " + name);
    }
    if (!names.add(name)) {
      throw new EventBridgeException(
          "ResourceAlreadyExistsException", "Event bus " + name + " already exists.");
    }
    write();
  }

  void delete(String name) {
    if (name.equals(DEFAULT)) {
      throw new EventBridgeException("ValidationException", "Cannot delete event bus default.");
    }
    names.remove(name);
    write();
  }

  private void write() {
    file.ifPresent(
        path -> {
          try {
            Files.write(path, names);
          } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
          }
        });
  }

  private void reload(Path path) {
    try {
      names.addAll(Files.readAllLines(path));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
