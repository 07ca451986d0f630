// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.record.RejectPart;
import java.util.Map;

/** What a reject becomes on its way back to its stage. */
sealed interface ReplayRecord {

  /**
   * A record of an event.
   *
   * @param stage whose event
   * @param group records of one group may go together
   * @param name of the record; rejects of the same record share it
   */
  record Ready(
      RejectPart reject, PipelineStage stage, String group, String name, Map<String, Object> json)
      implements ReplayRecord {}

  /** It can't come back, and why. */
  record Stuck(RejectPart reject, String why) implements ReplayRecord {}
}
