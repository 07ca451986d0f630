// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import io.millrace.shared.trace.Tracing;
import java.util.Collection;
import java.util.List;

/** The records table, and a note in the trace of what goes there. */
public final class TracedRecords implements RecordStore {

  private final RecordStore records;
  private final Tracing tracing;

  public TracedRecords(RecordStore records, Tracing tracing) {
    this.records = records;
    this.tracing = tracing;
  }

  @Override
  public void accept(Collection<? extends Part> parts) {
    tracing.records(() -> parts.stream().map(Part::id).toList());
    records.accept(parts);
  }

  @Override
  public void reject(Collection<RejectPart> parts) {
    tracing.records(() -> parts.stream().map(Part::id).toList());
    records.reject(parts);
  }

  @Override
  public List<Part> parts(String id) {
    return records.parts(id);
  }
}
