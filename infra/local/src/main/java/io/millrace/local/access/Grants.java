// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was granted to roles, each need once; thread-safe.
 *
 * <p>Keys of objects are without number, so of the needs that the same statements permit, only the
 * first {@value #EXAMPLES} are kept: whatever is taken from the role, these stand for the others.
 */
public final class Grants {
  private static final int EXAMPLES = 50;

  /**
   * A grant.
   *
   * @param context all values that conditions could look at, keys in lower case
   */
  public record Grant(String role, String action, String resource, Map<String, String> context) {
    public Grant {
      context = Map.copyOf(context);
    }

    Need need() {
      return new Need(action, resource, Map.of());
    }
  }

  private record Alike(String role, String action, List<Integer> statements) {}

  private final Map<Alike, Set<Grant>> granted = new ConcurrentHashMap<>();

  void add(Grant grant, List<Integer> statements) {
    Set<Grant> alike =
        granted.computeIfAbsent(
            new Alike(grant.role(), grant.action(), statements),
            key -> ConcurrentHashMap.newKeySet());
    if (alike.size() < EXAMPLES) {
      alike.add(grant);
    }
  }

  /** All, by role, action and resource. */
  public List<Grant> all() {
    Set<Grant> all = new HashSet<>();
    granted.values().forEach(all::addAll);
    return all.stream()
        .sorted(
            Comparator.comparing(Grant::role)
                .thenComparing(Grant::action)
                .thenComparing(Grant::resource)
                .thenComparing(grant -> new TreeMap<>(grant.context()).toString()))
        .toList();
  }
}
