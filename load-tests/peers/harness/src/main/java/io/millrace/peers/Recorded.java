// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

/**
 * A request as DynamoDB got it.
 *
 * @param operation without the service's prefix
 * @param target the header that names it
 * @param startNanos when it came, to put the requests of one kind in order
 * @param status of the answer
 */
record Recorded(
    Recorder.Phase phase,
    String operation,
    String target,
    byte[] body,
    long startNanos,
    long endNanos,
    int status) {

  private static final int OK = 200;

  boolean succeeded() {
    return status == OK;
  }
}
