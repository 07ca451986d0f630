// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.LocalCloudConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * An event of an object, and the JSON S3 tells it in ("Event message structure" in the S3 User
 * Guide, version 2.1).
 *
 * @param name such as {@code ObjectCreated:Put}
 * @param key decoded
 * @param eTag without quotes, empty for a removal
 * @param size in bytes, -1 for a removal
 * @param sequencer hexadecimal; of two events of a key, the later one has the greater
 */
record S3Event(
    String name,
    Instant time,
    String bucket,
    String key,
    String eTag,
    long size,
    String sequencer,
    String principal,
    String sourceAddress) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  String toJson(String configurationId) {
    ObjectNode notification = JSON.objectNode();
    ObjectNode event = notification.putArray("Records").addObject();
    event.put("eventVersion", "2.1").put("eventSource", "aws:s3");
    event.put("awsRegion", LocalCloudConfig.REGION).put("eventTime", TIME.format(time));
    event.put("eventName", name);
    event.putObject("userIdentity").put("principalId", "AWS:" + principal);
    event.putObject("requestParameters").put("sourceIPAddress", sourceAddress);
    event.putObject("responseElements").put("x-amz-request-id", id()).put("x-amz-id-2", id());
    ObjectNode s3 = event.putObject("s3");
    s3.put("s3SchemaVersion", "1.0").put("configurationId", configurationId);
    ObjectNode inBucket = s3.putObject("bucket").put("name", bucket);
    inBucket.putObject("ownerIdentity").put("principalId", LocalCloudConfig.ACCOUNT);
    inBucket.put("arn", "arn:aws:s3:::" + bucket);
    ObjectNode object = s3.putObject("object").put("key", encode(key));
    if (size >= 0) {
      object.put("size", size).put("eTag", eTag);
    }
    object.put("sequencer", sequencer);
    return notification.toString();
  }

  /** What a queue gets first when it becomes a target. */
  static String testEvent(String bucket, Instant time) {
    return JSON.objectNode()
        .put("Service", "Amazon S3")
        .put("Event", "s3:TestEvent")
        .put("Time", TIME.format(time))
        .put("Bucket", bucket)
        .put("RequestId", id())
        .put("HostId", id())
        .toString();
  }

  /** As in a form: a space becomes a plus; only the slash stays as it is. */
  private static String encode(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  private static String id() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT);
  }
}
