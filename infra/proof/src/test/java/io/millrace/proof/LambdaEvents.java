// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.Identity;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.millrace.proof.RecordsTable.Change;
import io.millrace.proof.ShardedStream.Entry;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Lambda makes of messages and records for a handler. */
final class LambdaEvents {

  private LambdaEvents() {}

  static SQSEvent messages(String queue, List<Queue.Message> batch) {
    SQSEvent event = new SQSEvent();
    event.setRecords(batch.stream().map(message -> message(queue, message)).toList());
    return event;
  }

  static String arn(String queue) {
    return "arn:aws:sqs:us-east-1:000000000000:" + queue;
  }

  private static SQSEvent.SQSMessage message(String queue, Queue.Message message) {
    SQSEvent.SQSMessage m = new SQSEvent.SQSMessage();
    m.setMessageId(message.id);
    m.setReceiptHandle(message.receipt());
    m.setBody(message.body);
    m.setEventSourceArn(arn(queue));
    m.setAttributes(
        Map.of(
            "SentTimestamp", Long.toString(message.sent.toEpochMilli()),
            "ApproximateReceiveCount", Integer.toString(message.receives)));
    return m;
  }

  static KinesisEvent events(String shard, List<Entry<byte[]>> batch) {
    KinesisEvent event = new KinesisEvent();
    event.setRecords(batch.stream().map(entry -> record(shard, entry)).toList());
    return event;
  }

  private static KinesisEvent.KinesisEventRecord record(String shard, Entry<byte[]> entry) {
    KinesisEvent.Record data = new KinesisEvent.Record();
    data.setSequenceNumber(Long.toString(entry.sequence()));
    data.setApproximateArrivalTimestamp(Date.from(entry.arrived()));
    data.setData(ByteBuffer.wrap(entry.value()));
    KinesisEvent.KinesisEventRecord record = new KinesisEvent.KinesisEventRecord();
    record.setEventID(shard + ":" + entry.sequence());
    record.setKinesis(data);
    return record;
  }

  /** With a window, for the one mapping that has one: only these name their shard. */
  static DynamodbTimeWindowEvent windowed(
      String shard, List<Entry<Change>> batch, boolean hideWhoRemoved) {
    DynamodbTimeWindowEvent event = new DynamodbTimeWindowEvent();
    event.setShardId(shard);
    event.setRecords(batch.stream().map(entry -> change(entry, hideWhoRemoved)).toList());
    return event;
  }

  static DynamodbEvent changes(List<Entry<Change>> batch) {
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(batch.stream().map(entry -> change(entry, false)).toList());
    return event;
  }

  private static DynamodbStreamRecord change(Entry<Change> entry, boolean hideWhoRemoved) {
    Change change = entry.value();
    StreamRecord images = new StreamRecord();
    images.setSequenceNumber(Long.toString(entry.sequence()));
    images.setOldImage(image(change.before()));
    images.setNewImage(image(change.after()));
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setEventName(
        change.before() == null ? "INSERT" : change.after() == null ? "REMOVE" : "MODIFY");
    record.setDynamodb(images);
    if (change.byTimeToLive() && !hideWhoRemoved) {
      record.setUserIdentity(
          new Identity().withType("Service").withPrincipalId("dynamodb.amazonaws.com"));
    }
    return record;
  }

  private static @Nullable Map<String, AttributeValue> image(@Nullable Map<String, Object> item) {
    if (item == null) {
      return null;
    }
    Map<String, AttributeValue> image = new HashMap<>();
    item.forEach(
        (name, value) ->
            image.put(
                name,
                value instanceof Long n
                    ? new AttributeValue().withN(n.toString())
                    : new AttributeValue((String) value)));
    return image;
  }
}
