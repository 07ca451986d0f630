// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Kinesis records as Lambda sends them. [with-kinesis] */
final class KinesisEvents {
  private KinesisEvents() {}

  static StreamRecord record(MappingIdentity mapping, String shardId, Record record) {
    long arrival = record.approximateArrivalTimestamp().toEpochMilli();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("kinesis")
        .put("kinesisSchemaVersion", "1.0")
        .put("partitionKey", record.partitionKey())
        .put("sequenceNumber", record.sequenceNumber())
        .put("data", record.data().asByteArrayUnsafe())
        .put("approximateArrivalTimestamp", BigDecimal.valueOf(arrival, 3));
    json.put("eventSource", "aws:kinesis")
        .put("eventVersion", "1.0")
        .put("eventID", shardId + ":" + record.sequenceNumber())
        .put("eventName", "aws:kinesis:record")
        .put("invokeIdentityArn", mapping.roleArn())
        .put("awsRegion", mapping.region())
        .put("eventSourceARN", mapping.sourceArn());
    return new StreamRecord(
        record.sequenceNumber(), record.partitionKey(), arrival, json.toString());
  }
}
