// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The entries of an events file, one after the other, each decided about by itself. */
interface Entries {

  /**
   * The next entry; null at the end.
   *
   * @throws BrokenOffException where the content can't be read on, for good
   */
  @Nullable Entry next() throws IOException;

  /** Behind the last entry: reading may go on from here, in another life. */
  Position position();
}
