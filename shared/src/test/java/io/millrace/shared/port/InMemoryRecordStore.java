// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The records table as a sorted map from "id part" to the item's fields. */
public final class InMemoryRecordStore implements RecordStore {

  public final Fault fault = new Fault();
  private final Map<String, Map<String, Object>> items = new TreeMap<>();

  @Override
  public void accept(Collection<? extends Part> parts) {
    fault.around("accept", () -> parts.forEach(p -> items.put(key(p), p.fields())));
  }

  @Override
  public void reject(Collection<RejectPart> parts) {
    fault.around("reject", () -> parts.forEach(p -> items.putIfAbsent(key(p), p.fields())));
  }

  @Override
  public List<Part> parts(String id) {
    return all().stream().filter(part -> part.id().equals(id)).toList();
  }

  /** Every part, by id and part. */
  public List<Part> all() {
    return items.values().stream().map(Part::of).toList();
  }

  private static String key(Part part) {
    return part.id() + " " + part.part();
  }
}
