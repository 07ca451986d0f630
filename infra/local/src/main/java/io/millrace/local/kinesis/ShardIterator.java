// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A place in a shard, as a token that the reader cannot look into and that is good for a few
 * minutes.
 *
 * @param createdAtMillis of the stream: a token does not outlive it into a new stream of the same
 *     name
 * @param issuedAtMillis of the token
 */
record ShardIterator(
    String stream, long createdAtMillis, String shardId, long position, long issuedAtMillis) {

  String token() {
    String text =
        String.join(
            "|",
            stream,
            Long.toString(createdAtMillis),
            shardId,
            Long.toString(position),
            Long.toString(issuedAtMillis));
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static ShardIterator parse(String token) {
    try {
      List<String> parts =
          List.of(
              new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8)
                  .split("\\|", -1));
      if (parts.size() == 5) {
        return new ShardIterator(
            parts.get(0),
            Long.parseLong(parts.get(1)),
            parts.get(2),
            Long.parseLong(parts.get(3)),
            Long.parseLong(parts.get(4)));
      }
    } catch (IllegalArgumentException e) {
      // not one of our tokens: answered as such below
    }
    throw KinesisException.invalidArgument("Invalid ShardIterator.");
  }

  void requireFresh(Duration limit, long nowMillis) {
    if (nowMillis - issuedAtMillis > limit.toMillis()) {
      throw KinesisException.expiredIterator(
          "Iterator expired. The iterator was created at time "
              + Instant.ofEpochMilli(issuedAtMillis)
              + " while right now it is "
              + Instant.ofEpochMilli(nowMillis)
              + " which is further in the future than the tolerated delay of "
              + limit.toMillis()
              + " milliseconds.");
    }
  }
}
