// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import io.millrace.shared.port.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The failures bucket as a sorted map. */
final class InMemoryFailureObjects implements FailureObjects {

  final Fault fault = new Fault();
  final Map<String, byte[]> objects = new TreeMap<>();

  @Override
  public Optional<byte[]> get(String key) {
    return fault.calling("get", () -> Optional.ofNullable(objects.get(key)));
  }

  @Override
  public List<String> waiting(String prefix, int most) {
    return fault.calling(
        "waiting",
        () -> objects.keySet().stream().filter(key -> key.startsWith(prefix)).limit(most).toList());
  }

  @Override
  public boolean exists(String key) {
    return fault.calling("exists", () -> objects.containsKey(key));
  }

  @Override
  public void put(String key, byte[] json) {
    fault.around("put", () -> objects.put(key, json.clone()));
  }

  @Override
  public void delete(String key) {
    fault.around("delete", () -> objects.remove(key));
  }
}
