// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.util.Set;

/**
 * What went in, counted from the files themselves.
 *
 * @param photos files that are no event files: photos, and what is neither
 * @param events lines and rows of event files, wrong ones and duplicates included
 * @param distinct different events among those that can be read
 * @param unreadable lines and rows that can't be read as an event
 * @param eventKeys keys of the event files
 */
record Input(long photos, long events, long distinct, long unreadable, Set<String> eventKeys) {

  Input {
    eventKeys = Set.copyOf(eventKeys);
  }

  /** How many parts of records will come of it: each photo has an event part and its own. */
  long parts() {
    return distinct + unreadable + 2 * photos;
  }
}
