// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records table with its change stream: no record for a write that changes nothing, both images
 * in the others, and a removal says whether the service made it. Source: DynamoDB Developer Guide,
 * "Change data capture for DynamoDB Streams" and "Time to Live".
 */
final class RecordsTable implements RecordStore {

  /** Who made a change. */
  enum Who {
    STAGE,
    USER,
    TIME_TO_LIVE
  }

  /** One change of one item; null where there was or is none. */
  record Change(
      @Nullable Map<String, Object> before, @Nullable Map<String, Object> after, Who who) {

    boolean byTimeToLive() {
      return who == Who.TIME_TO_LIVE;
    }

    /** Whether no stage made it. */
    boolean isWanted() {
      return who != Who.STAGE;
    }
  }

  /** Names an item. */
  record Key(String id, String part) implements Comparable<Key> {

    static Key of(Map<String, Object> item) {
      return new Key(String.valueOf(item.get(Part.ID)), String.valueOf(item.get(Part.PART)));
    }

    @Override
    public int compareTo(Key other) {
      return (id + part).compareTo(other.id + other.part);
    }
  }

  final ShardedStream<Change> changes;
  private final VirtualClock clock;
  private final Map<Key, Map<String, Object>> items = new TreeMap<>();
  private final Set<Key> deleted = new HashSet<>();
  private final List<Map<String, Object>> expired = new ArrayList<>();

  RecordsTable(VirtualClock clock, int shards) {
    this.clock = clock;
    this.changes = new ShardedStream<>("table", shards);
  }

  @Override
  public void accept(Collection<? extends Part> parts) {
    Set<Key> named = new HashSet<>();
    for (Part part : parts) {
      if (named.add(new Key(part.id(), part.part()))) {
        put(part.fields());
      }
    }
  }

  @Override
  public void reject(Collection<RejectPart> parts) {
    for (RejectPart part : parts) {
      if (!items.containsKey(new Key(part.id(), part.part()))) {
        put(part.fields());
      }
    }
  }

  @Override
  public List<Part> parts(String id) {
    return items.values().stream().map(Part::of).filter(part -> part.id().equals(id)).toList();
  }

  void put(Map<String, Object> item) {
    Key key = Key.of(item);
    Map<String, Object> after = new TreeMap<>(item);
    Map<String, Object> before = items.put(key, after);
    if (!after.equals(before)) {
      changed(key, new Change(before, after, Who.STAGE));
    }
  }

  /** As a user deletes it. */
  void delete(Key key) {
    deleted.add(key);
    remove(key, Who.USER);
  }

  /** As the service removes it some time after its expiry. */
  void expire(Key key) {
    Map<String, Object> item = items.get(key);
    if (item != null) {
      expired.add(item);
    }
    remove(key, Who.TIME_TO_LIVE);
  }

  /** Removes the item, whoever asked for it. */
  void remove(Key key, Who who) {
    Map<String, Object> before = items.remove(key);
    if (before != null) {
      changed(key, new Change(before, null, who));
    }
  }

  private void changed(Key key, Change change) {
    changes.append((key.id + key.part).hashCode(), change, clock.instant());
  }

  Map<Key, Map<String, Object>> items() {
    return items;
  }

  /** What a user deleted at any time. */
  Set<Key> deleted() {
    return deleted;
  }

  /** The items that the service removed. */
  List<Map<String, Object>> expired() {
    return expired;
  }

  /** Keys of items whose time is up. */
  List<Key> overdue() {
    long now = clock.instant().getEpochSecond();
    return items.entrySet().stream()
        .filter(item -> number(item.getValue(), Part.EXPIRE_AT) < now)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** A field that every item has. */
  static long number(Map<String, Object> item, String field) {
    return (Long) Objects.requireNonNull(item.get(field), field);
  }
}
