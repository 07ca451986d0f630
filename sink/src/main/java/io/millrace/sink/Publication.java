// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.event.Synthetic;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import org.jspecify.annotations.Nullable;

/**
 * What the world is told of one stream record.
 *
 * @param part that was accepted, to be archived; null when there is nothing to tell
 * @param appeared whether no accepted part stood there before
 */
record Publication(@Nullable Part part, boolean appeared) {

  private static final Publication NOTHING = new Publication(null, false);

  static Publication of(Images images) {
    Part after = images.after();
    if (after == null || after instanceof RejectPart || isSynthetic(after)) {
      return NOTHING;
    }
    return new Publication(after, images.before() == null || images.before() instanceof RejectPart);
  }

  private static boolean isSynthetic(Part part) {
    return part instanceof EventPart event && event.type().equals(Synthetic.TYPE);
  }
}
