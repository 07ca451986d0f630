// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** What feeds a function, and how its records say who they are and when they came. */
enum Source {
  KINESIS("aws:kinesis", "/kinesis/sequenceNumber", "/kinesis/approximateArrivalTimestamp", 3),
  DYNAMODB("aws:dynamodb", "/dynamodb/SequenceNumber", "/dynamodb/ApproximateCreationDateTime", 3),
  /** Only of replays: SQS has dead-letter queues of its own. */
  SQS("aws:sqs", "/messageId", "/attributes/SentTimestamp", 0);

  private final String eventSource;
  private final String id;
  private final String arrival;
  private final int millisPower;

  /**
   * @param millisPower what power of ten makes milliseconds of an arrival
   */
  Source(String eventSource, String id, String arrival, int millisPower) {
    this.eventSource = eventSource;
    this.id = id;
    this.arrival = arrival;
    this.millisPower = millisPower;
  }

  /** The source that a record names. */
  static Source of(JsonNode record) throws WrongObjectException {
    String named = record.path("eventSource").asText();
    for (Source source : values()) {
      if (source.eventSource.equals(named)) {
        return source;
      }
    }
    throw new WrongObjectException(
        "a record's eventSource is \""
            + named
            + "\", allowed are aws:kinesis, aws:dynamodb and aws:sqs");
  }

  /** What a partial batch response calls the record by. */
  String id(JsonNode record) {
    return record.at(id).asText();
  }

  /** When the record came into its stream or queue. */
  Instant arrival(JsonNode record) throws WrongObjectException {
    String text = record.at(arrival).asText();
    try {
      return Instant.ofEpochMilli(
          new BigDecimal(text)
              .movePointRight(millisPower)
              .setScale(0, RoundingMode.FLOOR)
              .longValueExact());
    } catch (NumberFormatException | ArithmeticException e) {
      throw new WrongObjectException(
          "record " + id(record) + " has no time at " + arrival + ": \"" + text + '"');
    }
  }

  /** Whether a failure means the record and everything behind it, or the record alone. */
  boolean isOrdered() {
    return this != SQS;
  }
}
