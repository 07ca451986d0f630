// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What a reader of the pipeline's tables sees of markers; consistent reads. */
public interface Sight {

  /**
   * Those whose event part stands in the records.
   *
   * @throws io.millrace.shared.batch.UnavailableException when they can't be read now
   */
  Set<Marker> inRecords(Collection<Marker> markers);

  /**
   * How many events of each marker's type the aggregates count in its minute; 0 for none.
   *
   * @throws io.millrace.shared.batch.UnavailableException when they can't be read now
   */
  Map<Marker, Long> inAggregates(Collection<Marker> markers);
}
