// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import java.util.Locale;

/** What is counted. A record may count under several kinds, one for each of its parts. */
public enum Kind {
  /**
   * Accepted events, by type. The event that announces a photo is none: see {@link #PHOTOS}; nor is
   * a synthetic one.
   */
  EVENTS,
  /** Accepted photos, by content type; a photo counts once, when its photo part is accepted. */
  PHOTOS,
  /** Rejected inputs, by reason. */
  REJECTS;

  /** As it stands in a key. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Kind ofKey(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
