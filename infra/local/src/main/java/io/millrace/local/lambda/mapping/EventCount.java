// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

/** What is counted of a mapping's records or messages. [monitoring-metrics-types] */
public enum EventCount {
  POLLED("PolledEventCount"),
  FILTERED_OUT("FilteredOutEventCount"),
  INVOKED("InvokedEventCount"),
  FAILED_INVOKE("FailedInvokeEventCount"),
  DROPPED("DroppedEventCount"),
  DELIVERED_ON_FAILURE("OnFailureDestinationDeliveredEventCount"),
  DELETED("DeletedEventCount");

  private final String metric;

  EventCount(String metric) {
    this.metric = metric;
  }

  /** Its name in CloudWatch. */
  public String metric() {
    return metric;
  }
}
