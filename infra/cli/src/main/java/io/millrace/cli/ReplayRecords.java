// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.cli.ReplayRecord.Ready;
import io.millrace.cli.ReplayRecord.Stuck;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.JsonText;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.event.ReplayedLine;
import io.millrace.shared.event.ResizeRequest;
import io.millrace.shared.event.UploadPoke;
import io.millrace.shared.event.Utf8;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes of a reject the record that its stage was given when it rejected it: under the position,
 * ids and times it had then, so that the stage decides about the same input.
 */
final class ReplayRecords {

  private static final Pattern KINESIS =
      Pattern.compile("kinesis:(?<shard>[^/]+)/(?<sequence>\\d+)(?:#(?<position>\\d+))?");
  private static final Pattern LINE = Pattern.compile("(?<key>.+)#(?<line>\\d{1,18})");

  /** A longer line goes back with its whole upload: as base64 it would be too long a text. */
  private static final int MAX_LINE_BYTES = 128 * 1024;

  private final Places places;
  private final Raw raw;
  private final RecordStore records;
  private final Etags etags;
  private final String run;

  /**
   * Where things come from.
   *
   * @param streamArn of the events stream
   * @param uploadsArn of the uploads queue
   * @param resizeArn of the resize queue
   */
  record Places(String region, String streamArn, String uploadsArn, String resizeArn) {}

  /** The original bytes of rejects. */
  @FunctionalInterface
  interface Raw {
    /** Empty when they are gone. */
    Optional<byte[]> of(String raw);
  }

  /** ETags of uploads as they are now. */
  @FunctionalInterface
  interface Etags {
    /** Without quotes; empty when there is no such object. */
    Optional<String> of(String bucket, String key);
  }

  /**
   * @param run names this replay: an upload that was taken in is taken in again once for each
   */
  ReplayRecords(Places places, Raw raw, RecordStore records, Etags etags, String run) {
    this.places = places;
    this.raw = raw;
    this.records = records;
    this.etags = etags;
    this.run = run;
  }

  ReplayRecord of(RejectPart reject) {
    Optional<PipelineStage> stage = PipelineStage.ofRejects(reject.stage());
    if (stage.isEmpty()) {
      return new Stuck(reject, "no stage " + reject.stage());
    }
    return switch (stage.get()) {
      case UPLOAD -> reject.origin().startsWith("sqs:") ? message(reject) : ofUpload(reject);
      case ENRICH -> event(reject);
      case RESIZE -> reject.origin().startsWith("sqs:") ? message(reject) : photo(reject);
      case AGGREGATE, PUBLISH -> new Stuck(reject, reject.stage() + " rejects nothing");
    };
  }

  private ReplayRecord event(RejectPart reject) {
    Matcher origin = KINESIS.matcher(reject.origin());
    if (!origin.matches()) {
      return new Stuck(reject, "its origin is no position of a stream: " + reject.origin());
    }
    Optional<byte[]> bytes = bytes(reject);
    if (bytes.isEmpty()) {
      return gone(reject);
    }
    String shard = origin.group("shard");
    String sequence = origin.group("sequence");
    String position = origin.group("position") == null ? "0" : origin.group("position");
    Map<String, Object> kinesis = new LinkedHashMap<>();
    kinesis.put("kinesisSchemaVersion", "1.0");
    kinesis.put("partitionKey", "replay");
    kinesis.put("sequenceNumber", sequence);
    kinesis.put("data", Base64.getEncoder().encodeToString(bytes.get()));
    kinesis.put("approximateArrivalTimestamp", BigDecimal.valueOf(reject.time().toEpochMilli(), 3));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kinesis", kinesis);
    json.put("eventSource", "aws:kinesis");
    json.put("eventVersion", "1.0");
    json.put("eventID", shard + ":" + sequence + ":" + position);
    json.put("eventName", "aws:kinesis:record");
    json.put("awsRegion", places.region());
    json.put("eventSourceARN", places.streamArn());
    return new Ready(reject, PipelineStage.ENRICH, shard, reject.id(), json);
  }

  /** A message that was none of its contract, under the id that it had. */
  private ReplayRecord message(RejectPart reject) {
    Optional<byte[]> bytes = bytes(reject);
    if (bytes.isEmpty()) {
      return gone(reject);
    }
    PipelineStage stage =
        reject.part().equals(Part.PHOTO) ? PipelineStage.RESIZE : PipelineStage.UPLOAD;
    String id = reject.origin().substring(reject.origin().lastIndexOf('/') + 1);
    String body = new String(bytes.get(), StandardCharsets.UTF_8);
    return new Ready(reject, stage, "", id, sqs(stage, reject, id, body));
  }

  private ReplayRecord ofUpload(RejectPart reject) {
    String path = reject.origin().substring("s3://".length());
    String bucket = path.substring(0, path.indexOf('/'));
    String key = path.substring(path.indexOf('/') + 1);
    Optional<String> etag = etags.of(bucket, key);
    if (etag.isPresent() && Ids.object(bucket, key, etag.get()).equals(reject.id())) {
      return whole(reject, bucket, key, etag.get());
    }
    Matcher position = LINE.matcher(key);
    if (position.matches()) {
      String file = position.group("key");
      long line = Long.parseLong(position.group("line"));
      etag = etags.of(bucket, file);
      if (etag.isPresent() && Ids.line(bucket, file, etag.get(), line).equals(reject.id())) {
        return line(reject, bucket, file, etag.get(), line);
      }
    }
    return new Stuck(reject, "its upload is gone or another by now: upload it again");
  }

  private ReplayRecord line(RejectPart reject, String bucket, String key, String etag, long line) {
    if (reject.raw() == null) {
      // Too long to keep, or the rest of a file: only the upload has it.
      return whole(reject, bucket, key, etag);
    }
    Optional<byte[]> bytes = bytes(reject);
    if (bytes.isEmpty() || bytes.get().length > MAX_LINE_BYTES) {
      return whole(reject, bucket, key, etag);
    }
    boolean text = Utf8.isValid(bytes.get(), 0, bytes.get().length);
    ReplayedLine replayed =
        new ReplayedLine(
            bucket,
            key,
            etag,
            line,
            reject.raw(),
            reject.time().toString(),
            text ? new String(bytes.get(), StandardCharsets.UTF_8) : null,
            text ? null : Base64.getEncoder().encodeToString(bytes.get()));
    PipelineStage stage = PipelineStage.UPLOAD;
    return new Ready(
        reject, stage, "", reject.id(), sqs(stage, reject, reject.id(), replayed.body()));
  }

  private ReplayRecord whole(RejectPart reject, String bucket, String key, String etag) {
    String name = Ids.object(bucket, key, etag);
    UploadPoke poke = new UploadPoke(bucket, key, etag, reject.time().toString(), 0, run);
    PipelineStage stage = PipelineStage.UPLOAD;
    return new Ready(reject, stage, name, name, sqs(stage, reject, name, poke.body()));
  }

  /** The request that enrich sent, made anew from enrich's part of the record. */
  private ReplayRecord photo(RejectPart reject) {
    Optional<EventPart> event =
        records.parts(reject.id()).stream()
            .filter(EventPart.class::isInstance)
            .map(EventPart.class::cast)
            .findFirst();
    JsonText data = event.map(EventPart::data).orElse(null);
    if (event.isEmpty() || data == null) {
      return new Stuck(reject, "its record has no accepted event that says which photo it is");
    }
    PhotoUploaded photo;
    try {
      photo = Json.read(data.toString(), PhotoUploaded.class);
    } catch (IOException e) {
      return new Stuck(reject, "its record's event is not that of a photo");
    }
    ResizeRequest request =
        new ResizeRequest(reject.id(), event.get().time().toString(), photo, event.get().place());
    PipelineStage stage = PipelineStage.RESIZE;
    return new Ready(
        reject, stage, "", reject.id(), sqs(stage, reject, reject.id(), Json.write(request)));
  }

  private Map<String, Object> sqs(
      PipelineStage stage, RejectPart reject, String messageId, String body) {
    String sent = Long.toString(reject.time().toEpochMilli());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("messageId", messageId);
    // It was never received, so there is nothing to give back.
    json.put("receiptHandle", "");
    json.put("body", body);
    json.put("attributes", Map.of("SentTimestamp", sent, "ApproximateReceiveCount", "1"));
    json.put("messageAttributes", Map.of());
    json.put("eventSource", "aws:sqs");
    json.put(
        "eventSourceARN", stage == PipelineStage.UPLOAD ? places.uploadsArn() : places.resizeArn());
    json.put("awsRegion", places.region());
    return json;
  }

  private Optional<byte[]> bytes(RejectPart reject) {
    return reject.raw() == null ? Optional.empty() : raw.of(reject.raw());
  }

  private static Stuck gone(RejectPart reject) {
    return new Stuck(reject, "its bytes are gone, they are kept for 14 days: " + reject.raw());
  }
}
