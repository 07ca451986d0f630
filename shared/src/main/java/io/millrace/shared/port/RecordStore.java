// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import java.util.Collection;
import java.util.List;

/** The records table. A write that changes nothing has no effect that anybody sees. */
public interface RecordStore {

  /**
   * Puts accepted parts, replacing what stands there. Of parts with the same key in one call one is
   * kept. All are durable when it returns; after an exception any of them may be.
   *
   * @throws io.millrace.shared.batch.UnavailableException when some can't be put now
   */
  void accept(Collection<? extends Part> parts);

  /**
   * Puts rejected parts, each only where nothing stands: neither an accepted part nor an earlier
   * reject is replaced.
   *
   * @throws io.millrace.shared.batch.UnavailableException when some can't be put now
   */
  void reject(Collection<RejectPart> parts);

  /** All parts of a record, in the order of their names, as last written; empty when none. */
  List<Part> parts(String id);
}
