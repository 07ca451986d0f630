// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import java.util.List;

/** Where a run puts its traffic. Thread-safe. */
public interface Intake {

  /**
   * Puts records onto the events stream, again and again until it has taken all.
   *
   * @return how many entries it refused and were put again
   * @throws io.millrace.shared.batch.UnavailableException when it does not take them
   */
  long put(List<byte[]> records);

  /**
   * Uploads a photo.
   *
   * @param name of the object, without another of this run
   * @throws io.millrace.shared.batch.UnavailableException when it can't be stored
   */
  void photo(String name, byte[] body);
}
