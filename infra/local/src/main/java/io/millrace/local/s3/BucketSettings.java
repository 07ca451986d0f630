// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The settings of all buckets as documents, kept in a directory when there is one; thread-safe. */
final class BucketSettings {
  private record Key(String bucket, BucketSetting setting) {}

  private final Map<Key, String> documents = new ConcurrentHashMap<>();
  private final Map<String, NotificationConfiguration> notifications = new ConcurrentHashMap<>();
  private final Optional<Path> directory;

  BucketSettings(Optional<Path> directory) {
    this.directory = directory;
    directory.filter(Files::isDirectory).ifPresent(this::reload);
  }

  Optional<String> get(String bucket, BucketSetting setting) {
    return Optional.ofNullable(documents.get(new Key(bucket, setting)));
  }

  NotificationConfiguration notifications(String bucket) {
    return notifications.getOrDefault(bucket, NotificationConfiguration.NONE);
  }

  void put(String bucket, BucketSetting setting, String document) {
    keep(bucket, setting, document);
    directory.ifPresent(root -> write(root.resolve(bucket), setting, document));
  }

  void remove(String bucket, BucketSetting setting) {
    documents.remove(new Key(bucket, setting));
    if (setting == BucketSetting.NOTIFICATION) {
      notifications.remove(bucket);
    }
    directory.ifPresent(root -> delete(root.resolve(bucket).resolve(setting.subresource())));
  }

  void removeAll(String bucket) {
    for (BucketSetting setting : BucketSetting.values()) {
      remove(bucket, setting);
    }
  }

  private void keep(String bucket, BucketSetting setting, String document) {
    documents.put(new Key(bucket, setting), document);
    if (setting == BucketSetting.NOTIFICATION) {
      notifications.put(
          bucket, NotificationConfiguration.parse(document.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private void reload(Path root) {
    try (var buckets = Files.list(root)) {
      for (Path bucket : buckets.filter(Files::isDirectory).toList()) {
        for (BucketSetting setting : BucketSetting.values()) {
          Path file = bucket.resolve(setting.subresource());
          if (Files.exists(file)) {
            keep(bucket.getFileName().toString(), setting, Files.readString(file));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the settings of buckets in " + root + " cannot be read", e);
    }
  }

  private static void write(Path bucket, BucketSetting setting, String document) {
    try {
      Files.createDirectories(bucket);
      Files.writeString(bucket.resolve(setting.subresource()), document);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + bucket, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }
}
