// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

/** The event that both functions are primed with: an accepted event appears in the table. */
final class PrimingChange {

  private PrimingChange() {}

  static String event() {
    return """
        {"shardId":"priming","Records":[{"eventName":"INSERT","dynamodb":{"SequenceNumber":"1",
        "NewImage":{"id":{"S":"00000000000000000000000000000000"},"part":{"S":"event"},
        "status":{"S":"accepted"},"source":{"S":"priming"},"eventId":{"S":"1"},
        "type":{"S":"priming"},"time":{"N":"1795428929123"},"country":{"S":"DE"},
        "data":{"S":"{}"},"expireAt":{"N":"1803254400"}}}}]}""";
  }
}
