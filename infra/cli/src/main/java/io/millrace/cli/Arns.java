// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.util.List;

/** Reading ARNs. */
final class Arns {

  /** What stands behind the ARN of a function in that of its alias for traffic. */
  static final String LIVE = ":live";

  private Arns() {}

  /**
   * The name of a function, from its ARN or behind the account, without the alias or version that
   * may follow; anything else as it is.
   */
  static String function(String arn) {
    return arn.replaceFirst("^.*:function:", "").replaceFirst(":.*$", "");
  }

  /** Service and resource, such as {@code kinesis millrace-events}; anything else as it is. */
  static String resource(String arn) {
    String[] parts = arn.split(":", 6);
    if (parts.length < 6) {
      return arn;
    }
    // table/NAME/stream/TIME and stream/NAME, but NAME of a queue.
    List<String> path = List.of(parts[5].split("/", -1));
    return parts[2] + " " + path.get(Math.min(1, path.size() - 1));
  }
}
