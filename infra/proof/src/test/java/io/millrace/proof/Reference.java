// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.enrich.EnrichUnderTest;
import io.millrace.proof.RecordsTable.Key;
import io.millrace.proof.Samples.Event;
import io.millrace.proof.ShardedStream.Position;
import io.millrace.shared.batch.Reason;
import io.millrace.transform.ResizeUnderTest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The reference fold of the input: what must stand in records, written down from what the producers
 * meant and from nothing that a stage does.
 */
final class Reference {

  private static final int LATENESS_DAYS = 7;
  private static final int RETENTION_DAYS = 90;
  private static final String BUCKET = "s3://" + Pipeline.UPLOADS;

  /**
   * One item that an input may become.
   *
   * @param item all fields of an accepted part; of a reject those that say what and why
   * @param raw the bytes that a reject must keep; null when they are kept where they came from
   */
  record Candidate(Map<String, Object> item, @Nullable String raw) {

    boolean isAccepted() {
      return "accepted".equals(item.get("status"));
    }
  }

  /**
   * One version of one object: all of its items stand, or it was gone before it was read to the
   * end.
   *
   * @param replaced when another version took its place for the first time
   * @param gone where that may be said
   * @param photo where it may be said if it is one
   */
  record Version(
      String key,
      boolean superseded,
      Optional<Instant> replaced,
      Map<Key, Candidate> items,
      List<Key> gone,
      Key photo) {}

  private final Map<Key, List<Candidate>> certain = new TreeMap<>();
  private final Map<Key, List<Candidate>> possible = new TreeMap<>();
  private final List<Uploaded> uploads = new ArrayList<>();

  private record Uploaded(String key, Upload upload, Buckets.Stored stored, Instant at) {}

  /** A record was put into the stream. */
  void streamed(Position position, List<Input> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      String place = Integer.toString(i);
      String id = Bytes.id(position.shard(), Long.toString(position.sequence()), place);
      switch (inputs.get(i)) {
        case Input.Good(Event event, String text) ->
            add(certain, event(event, String.valueOf(event.id()), event.source(), text));
        case Input.Wrong(Reason reason, String text) ->
            add(certain, reject(id, "event", reason, "enrich", text));
        case Input.WrongButNamed(Reason reason, String source, String name, String text) ->
            add(certain, reject(Bytes.id(source, name), "event", reason, "enrich", text));
        case Input.Phantom(String name, Instant time, String text) -> phantom(name, time);
        case Input.Blank blank -> {}
      }
    }
  }

  private void phantom(String name, Instant time) {
    String data = photoData("gone", "0", 1);
    String id = Bytes.id("phantom", name);
    add(certain, photoEvent(id, "phantom", name, time, null, data));
    add(certain, reject(id, "photo", Reason.UPLOAD_GONE, "transform", null));
  }

  /**
   * Somebody sent what is no notification; a redriven message is new to its queue, and the same.
   */
  void strayMessage(String queue, String body) {
    String id = Bytes.id(LambdaEvents.arn(queue), Bytes.id(body), "0");
    add(certain, reject(id, "upload", Reason.MALFORMED_MESSAGE, "ingest", body));
  }

  /** An object was put into the uploads bucket, where it may replace another. */
  void uploaded(String key, Upload upload, Buckets.Stored stored, Instant at) {
    uploads.add(new Uploaded(key, upload, stored, at));
  }

  /** An item that stood there from the beginning. */
  void given(Map<String, Object> item) {
    add(certain, new Candidate(item, null));
  }

  /** Every version, in the order they were uploaded. */
  List<Version> versions() {
    List<Version> versions = new ArrayList<>();
    for (Uploaded up : uploads) {
      List<Uploaded> ofKey = uploads.stream().filter(u -> u.key.equals(up.key)).toList();
      String etag = up.stored.etag();
      boolean superseded = !ofKey.getLast().stored.etag().equals(etag);
      Optional<Instant> replaced =
          ofKey.stream()
              .dropWhile(u -> !u.stored.etag().equals(etag))
              .filter(u -> !u.stored.etag().equals(etag))
              .map(Uploaded::at)
              .findFirst();
      Map<Key, Candidate> items = new TreeMap<>();
      items(up).forEach(candidate -> items.put(Key.of(candidate.item), candidate));
      Key photo = new Key(photoRecord(Bytes.id(Pipeline.UPLOADS, up.key, etag)), "photo");
      versions.add(new Version(up.key, superseded, replaced, items, ends(up), photo));
    }
    return versions;
  }

  /** What must stand, and what may stand beside or in place of it. */
  record Expected(Map<Key, List<Candidate>> certain, Map<Key, List<Candidate>> possible) {}

  Expected expected() {
    Map<Key, List<Candidate>> must = copy(certain);
    Map<Key, List<Candidate>> may = copy(possible);
    for (Uploaded up : uploads) {
      List<Uploaded> ofKey = uploads.stream().filter(u -> u.key.equals(up.key)).toList();
      boolean current = ofKey.getLast().stored.etag().equals(up.stored.etag());
      boolean replaced = ofKey.stream().anyMatch(u -> !u.stored.etag().equals(up.stored.etag()));
      items(up).forEach(candidate -> add(current ? must : may, candidate));
      if (replaced) {
        String id = Bytes.id(Pipeline.UPLOADS, up.key, up.stored.etag());
        ends(up)
            .forEach(
                key -> add(may, reject(key.id(), "upload", Reason.UPLOAD_GONE, "ingest", null)));
        add(may, reject(photoRecord(id), "photo", Reason.UPLOAD_GONE, "transform", null));
      }
    }
    return new Expected(must, may);
  }

  /** Where it may stand that the upload was gone: at its beginning, or at the line it came to. */
  private static List<Key> ends(Uploaded up) {
    String etag = up.stored.etag();
    List<Key> keys = new ArrayList<>();
    keys.add(new Key(Bytes.id(Pipeline.UPLOADS, up.key, etag), "upload"));
    for (int line = 1; line <= up.upload.firstLine() + up.upload.inputs().size(); line++) {
      String id = Bytes.id(Pipeline.UPLOADS, up.key, etag, Integer.toString(line));
      keys.add(new Key(id, "upload"));
    }
    return keys;
  }

  private static Map<Key, List<Candidate>> copy(Map<Key, List<Candidate>> map) {
    Map<Key, List<Candidate>> copy = new TreeMap<>();
    map.forEach((key, candidates) -> copy.put(key, new ArrayList<>(candidates)));
    return copy;
  }

  private static void add(Map<Key, List<Candidate>> to, Candidate candidate) {
    to.computeIfAbsent(Key.of(candidate.item), key -> new ArrayList<>()).add(candidate);
  }

  /** The items of an upload that was read in time. */
  private static List<Candidate> items(Uploaded up) {
    String id = Bytes.id(Pipeline.UPLOADS, up.key, up.stored.etag());
    return switch (up.upload.kind()) {
      case EMPTY -> List.of(reject(id, "upload", Reason.EMPTY_UPLOAD, "ingest", null));
      case UNSUPPORTED -> List.of(reject(id, "upload", Reason.UNSUPPORTED_CONTENT, "ingest", null));
      case PHOTO, BROKEN_PHOTO -> photo(up, id);
      case EVENTS -> lines(up);
    };
  }

  private static String photoRecord(String objectId) {
    return Bytes.id(BUCKET, objectId);
  }

  private static List<Candidate> photo(Uploaded up, String id) {
    int bytes = up.upload.body().length;
    Instant time = up.stored.modified();
    String record = photoRecord(id);
    String data = photoData(up.key, up.stored.etag(), bytes);
    Candidate event = photoEvent(record, BUCKET, id, time, up.key, data);
    if (up.upload.kind() == Upload.Kind.BROKEN_PHOTO) {
      return List.of(event, reject(record, "photo", Reason.MALFORMED_IMAGE, "transform", null));
    }
    Map<String, Object> part = part(record, "photo", time);
    part.put("type", "image/gif");
    part.put("bucket", Pipeline.UPLOADS);
    part.put("key", up.key);
    part.put("bytes", (long) bytes);
    part.put("width", (long) ResizeUnderTest.WIDTH);
    part.put("height", (long) ResizeUnderTest.HEIGHT);
    return List.of(event, new Candidate(part, null));
  }

  private static Candidate photoEvent(
      String record, String source, String id, Instant time, @Nullable String key, String data) {
    Map<String, Object> part = part(record, "event", time);
    part.put("source", source);
    part.put("eventId", id);
    part.put("type", "io.millrace.photo.uploaded");
    part.put("data", data);
    if (key != null) {
      part.put("subject", key);
    }
    return new Candidate(part, null);
  }

  static String photoData(String key, String etag, int bytes) {
    return "{\"bucket\":\"uploads\",\"key\":\"%s\",\"etag\":\"%s\",\"bytes\":%d,\"contentType\":\"image/gif\"}"
        .formatted(key, etag, bytes);
  }

  private static List<Candidate> lines(Uploaded up) {
    boolean csv = up.upload.firstLine() > 1;
    List<Candidate> items = new ArrayList<>();
    int line = up.upload.firstLine();
    for (Input input : up.upload.inputs()) {
      String id = Bytes.id(Pipeline.UPLOADS, up.key, up.stored.etag(), Integer.toString(line));
      switch (input) {
        case Input.Good(Event event, String text) when event.id() == null ->
            items.add(event(event, id, BUCKET + "/" + up.key, text, csv));
        case Input.Good(Event event, String text) ->
            items.add(event(event, String.valueOf(event.id()), event.source(), text, csv));
        case Input.Wrong(Reason reason, String text) ->
            items.add(reject(id, "upload", reason, "ingest", text));
        case Input.Blank blank -> {}
        case Input.WrongButNamed named -> throw new IllegalStateException("Not in uploads");
        case Input.Phantom phantom -> throw new IllegalStateException("Not in uploads");
      }
      line++;
    }
    return items;
  }

  private static Candidate event(Event event, String id, String source, String text) {
    return event(event, id, source, text, false);
  }

  /** An event's part, or the reject of one whose time is too far away. */
  private static Candidate event(
      Event event, String id, String source, String text, boolean textData) {
    String record = Bytes.id(source, id);
    if (event.time().isBefore(Samples.START.minusSeconds(LATENESS_DAYS * 86_400L))) {
      return reject(record, "event", Reason.TOO_OLD, "enrich", null);
    }
    if (event.time().isAfter(Samples.START.plusSeconds(LATENESS_DAYS * 86_400L))) {
      return reject(record, "event", Reason.TOO_EARLY, "enrich", null);
    }
    Map<String, Object> part = part(record, "event", event.time());
    part.put("source", source);
    part.put("eventId", id);
    part.put("type", event.type());
    if (event.address() != null) {
      part.put("ip", event.address().kept());
      part.put("geo", EnrichUnderTest.GEO_BUILD);
      if (event.address().country() != null) {
        part.put("country", event.address().country());
      }
    }
    if (event.number() != null) {
      part.put("data", (textData ? "{\"n\":\"%d\"}" : "{\"n\":%d}").formatted(event.number()));
    }
    return new Candidate(part, null);
  }

  private static Map<String, Object> part(String id, String part, Instant time) {
    LocalDate day = time.atOffset(ZoneOffset.UTC).toLocalDate();
    Instant expiry = day.plusDays(1 + RETENTION_DAYS).atStartOfDay().toInstant(ZoneOffset.UTC);
    Map<String, Object> item = new TreeMap<>();
    item.put("id", id);
    item.put("part", part);
    item.put("status", "accepted");
    item.put("time", time.toEpochMilli());
    item.put("expireAt", expiry.getEpochSecond());
    return item;
  }

  private static Candidate reject(
      String id, String part, Reason reason, String stage, @Nullable String raw) {
    return new Candidate(
        Map.of(
            "id", id, "part", part, "status", "rejected", "reason", reason.name(), "stage", stage),
        raw);
  }
}
