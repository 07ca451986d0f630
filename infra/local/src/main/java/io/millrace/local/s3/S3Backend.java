// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import io.millrace.local.gateway.Backend;
import io.millrace.local.gateway.Call;
import io.millrace.local.gateway.Upstream;
import io.millrace.local.http.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * S3 in front of its engine: keeps the settings of buckets, passes the rest on, and watches what
 * changes objects.
 */
public final class S3Backend implements Backend {
  /** Query parameters that make a PUT or DELETE of an object something else than that. */
  private static final Set<String> OBJECT_PARTS =
      Set.of(
          "acl",
          "attributes",
          "legal-hold",
          "partNumber",
          "retention",
          "tagging",
          "uploadId",
          "uploads");

  private final Upstream engine;
  private final BucketSettings settings;
  private final Notifications notifications;

  /**
   * @param settingsDir where the settings of buckets are kept, absent = in memory only
   */
  public S3Backend(
      Upstream engine, QueueSender queues, Optional<Path> settingsDir, InstantSource clock) {
    this.engine = engine;
    this.settings = new BucketSettings(settingsDir);
    this.notifications = new Notifications(settings, queues, clock);
  }

  @Override
  public void serve(Call call) throws IOException {
    S3Address address = S3Address.of(call.header("Host").orElse(""), call.rawPath());
    try {
      Optional<BucketSetting> setting =
          address.isBucket() ? BucketSetting.named(call.query()) : Optional.empty();
      if (setting.isPresent()) {
        call.reply(setting(call, address, setting.get()));
      } else {
        pass(call, address);
      }
    } catch (S3Exception e) {
      call.reply(e.reply());
    }
  }

  private HttpReply setting(Call call, S3Address address, BucketSetting setting)
      throws IOException {
    String bucket = address.bucket();
    if (engine.call("HEAD", "/" + bucket, Map.of(), new byte[0]).statusCode() != 200) {
      throw new S3Exception(404, "NoSuchBucket", "The specified bucket does not exist: " + bucket);
    }
    return switch (call.method()) {
      case "GET" -> document(bucket, setting);
      case "PUT" -> put(bucket, setting, decoded(call));
      case "DELETE" -> {
        settings.remove(bucket, setting);
        yield HttpReply.empty(204);
      }
      default -> throw new S3Exception(405, "MethodNotAllowed", "The method is not allowed here.");
    };
  }

  private HttpReply put(String bucket, BucketSetting setting, byte[] document) throws IOException {
    if (setting == BucketSetting.NOTIFICATION) {
      notifications.configure(bucket, document);
    } else {
      settings.put(bucket, setting, new String(document, StandardCharsets.UTF_8));
    }
    return HttpReply.empty(setting == BucketSetting.POLICY ? 204 : 200);
  }

  /** A small body, whose chunks (when a client cut it in signed chunks) are joined. */
  private static byte[] decoded(Call call) throws IOException {
    return call.header("x-amz-content-sha256")
            .filter(hash -> hash.startsWith("STREAMING-"))
            .isPresent()
        ? AwsChunks.decode(call.body())
        : call.body();
  }

  private HttpReply document(String bucket, BucketSetting setting) {
    String document =
        setting == BucketSetting.NOTIFICATION
            ? settings.notifications(bucket).toXml()
            : settings
                .get(bucket, setting)
                .orElseThrow(
                    () ->
                        new S3Exception(
                            404,
                            setting.absentCode(),
                            "The bucket " + bucket + " has no such setting."));
    String type = setting == BucketSetting.POLICY ? "application/json" : "application/xml";
    return new HttpReply(
        200, Map.of("content-type", type), document.getBytes(StandardCharsets.UTF_8));
  }

  private void pass(Call call, S3Address address) throws IOException {
    boolean bulkDelete =
        call.method().equals("POST") && address.isBucket() && call.query().containsKey("delete");
    if (bulkDelete) {
      call.body(); // read again below, for the keys
    }
    HttpResponse<InputStream> response = engine.send(call, address.rawPath(), Map.of());
    if (response.statusCode() / 100 != 2 || !notifications.wanted(address.bucket())) {
      forgetIfRemoved(call, address, response.statusCode());
      engine.relay(response, call);
      return;
    }
    Optional<String> event = address.isObject() ? event(call) : Optional.empty();
    if (event.isEmpty() && !bulkDelete) {
      forgetIfRemoved(call, address, response.statusCode());
      engine.relay(response, call);
      return;
    }
    byte[] answer;
    try (InputStream body = response.body()) {
      answer = body.readAllBytes(); // small: none of these answers carries an object
    }
    if (bulkDelete) {
      for (String key : deleted(decoded(call), answer)) {
        S3Address object = new S3Address(address.bucket(), key, "");
        raise(call, "ObjectRemoved:Delete", object, "", -1);
      }
    } else if (!isError(answer)) {
      raiseFor(event.orElseThrow(), call, address, response);
    }
    engine.relay(response, answer, call);
  }

  private void raiseFor(
      String event, Call call, S3Address address, HttpResponse<InputStream> response)
      throws IOException {
    switch (event) {
      case "ObjectRemoved:Delete" -> raise(call, event, address, "", -1);
      case "ObjectCreated:Put" -> {
        long size =
            call.header("x-amz-decoded-content-length")
                .map(Long::parseLong)
                .orElseGet(call::contentLength);
        if (size < 0) {
          raiseAsStored(event, call, address);
        } else {
          raise(call, event, address, eTag(response), size);
        }
      }
      default -> raiseAsStored(event, call, address);
    }
  }

  /** For a copy and a completed upload, whose size is only known to the engine. */
  private void raiseAsStored(String event, Call call, S3Address address) throws IOException {
    HttpResponse<byte[]> head = engine.call("HEAD", address.rawPath(), Map.of(), new byte[0]);
    long size = head.headers().firstValueAsLong("content-length").orElse(0);
    raise(call, event, address, eTag(head), size);
  }

  private void raise(Call call, String event, S3Address object, String eTag, long size)
      throws IOException {
    notifications.raise(
        event,
        object,
        eTag,
        size,
        call.accessKey(),
        call.remoteAddress(),
        call.header("X-Amzn-Trace-Id"));
  }

  private void forgetIfRemoved(Call call, S3Address address, int status) {
    if (call.method().equals("DELETE") && address.isBucket() && status == 204) {
      settings.removeAll(address.bucket());
    }
  }

  private static Optional<String> event(Call call) {
    Map<String, String> query = call.query();
    boolean completes = call.method().equals("POST") && query.containsKey("uploadId");
    if (completes) {
      return Optional.of("ObjectCreated:CompleteMultipartUpload");
    }
    if (OBJECT_PARTS.stream().anyMatch(query::containsKey)) {
      return Optional.empty();
    }
    return switch (call.method()) {
      case "PUT" ->
          Optional.of(
              call.header("x-amz-copy-source").isPresent()
                  ? "ObjectCreated:Copy"
                  : "ObjectCreated:Put");
      case "DELETE" -> Optional.of("ObjectRemoved:Delete");
      default -> Optional.empty();
    };
  }

  private static String eTag(HttpResponse<?> response) {
    return response.headers().firstValue("etag").orElse("").replace("\"", "");
  }

  /** A copy or a completion may fail after its 200 was on the way, and says so in the body. */
  private static boolean isError(byte[] answer) {
    return new String(answer, StandardCharsets.UTF_8).contains("<Error>");
  }

  private static List<String> deleted(byte[] request, byte[] answer) {
    Set<String> failed = new HashSet<>();
    for (Element error : Xml.children(Xml.root(answer), "Error")) {
      Xml.text(error, "Key").ifPresent(failed::add);
    }
    return Xml.children(Xml.root(request), "Object").stream()
        .flatMap(object -> Xml.text(object, "Key").stream())
        .filter(key -> !failed.contains(key))
        .toList();
  }
}
