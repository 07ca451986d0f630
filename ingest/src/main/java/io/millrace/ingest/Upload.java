// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.event.Ids;
import java.time.Instant;

/**
 * One version of one object, as the bucket told of it.
 *
 * @param etag without quotes
 * @param told when the bucket says it was written; the object itself knows better while it is there
 */
record Upload(String bucket, String key, String etag, Instant told) {

  String id() {
    return Ids.object(bucket, key, etag);
  }

  String lineId(long line) {
    return Ids.line(bucket, key, etag, line);
  }

  String origin() {
    return "s3://" + bucket + "/" + key;
  }

  String origin(long line) {
    return origin() + "#" + line;
  }
}
