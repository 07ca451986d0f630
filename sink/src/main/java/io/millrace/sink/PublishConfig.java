// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.config.Meaning;
import io.millrace.shared.config.Settings;
import java.util.Map;

/**
 * Settings of the publisher.
 *
 * @param maxDetailBytes of one announcement; more photos at once make several
 */
record PublishConfig(String archiveBucket, String photoEventBus, int maxDetailBytes) {

  @Meaning("Bucket of the archive")
  static final String ARCHIVE_BUCKET = "ARCHIVE_BUCKET";

  @Meaning("Event bus on which photos are announced")
  static final String PHOTO_EVENT_BUS = "PHOTO_EVENT_BUS";

  @Meaning("Size of one announcement; more photos at once make several")
  static final String MAX_DETAIL_BYTES = "PUBLISH_MAX_DETAIL_BYTES";

  private static final int MIN_DETAIL_BYTES = 10_000;

  static PublishConfig from(Map<String, String> env) {
    Settings settings = new Settings("publish", env);
    int max = EventBridgePhotoBus.MAX_BYTES;
    PublishConfig config =
        new PublishConfig(
            settings.text(ARCHIVE_BUCKET),
            settings.text(PHOTO_EVENT_BUS),
            (int) settings.number(MAX_DETAIL_BYTES, max, MIN_DETAIL_BYTES, max));
    settings.check();
    return config;
  }
}
