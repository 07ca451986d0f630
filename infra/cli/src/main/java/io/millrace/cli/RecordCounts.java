// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.record.Place;
import io.millrace.shared.record.RejectPart;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the records table holds, counted part by part. The event that announces a photo is none. */
final class RecordCounts implements Consumer<Part> {

  static final String UNKNOWN_COUNTRY = "ZZ";

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** With these, one reject stands for all that follows it in its file. */
  private static final Set<Reason> REST =
      EnumSet.of(Reason.MALFORMED_GZIP, Reason.UPLOAD_TOO_LARGE, Reason.TOO_MANY_REJECTS);

  private final Set<String> eventKeys;
  private final SortedMap<String, Long> eventsByCountry = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Long>> eventsByHour = new TreeMap<>();
  private final SortedMap<String, Long> photosByCountry = new TreeMap<>();
  private final SortedMap<String, Long> eventRejects = new TreeMap<>();
  private final SortedMap<String, Long> photoRejects = new TreeMap<>();
  private final SortedSet<String> renditions = new TreeSet<>();
  private final List<PhotoPart> photos = new ArrayList<>();
  private final List<RejectPart> rejects = new ArrayList<>();
  private long events;
  private long rejectedByEnrich;
  private boolean givenUp;

  /**
   * @param eventKeys keys of uploads that are event files: their rejects are events, all others are
   *     photos
   */
  RecordCounts(Set<String> eventKeys) {
    this.eventKeys = eventKeys;
  }

  @Override
  public void accept(Part part) {
    switch (part) {
      case EventPart event -> {
        if (!event.type().equals(PhotoUploaded.TYPE)) {
          events++;
          String country = country(event.place());
          count(eventsByCountry, country);
          count(
              eventsByHour.computeIfAbsent(HOUR.format(event.time()), hour -> new TreeMap<>()),
              country);
        }
      }
      case PhotoPart photo -> {
        photos.add(photo);
        renditions.addAll(photo.renditions());
        count(photosByCountry, country(photo.place()));
      }
      case RejectPart reject -> reject(reject);
    }
  }

  private void reject(RejectPart reject) {
    rejects.add(reject);
    boolean event = isEvent(reject);
    count(event ? eventRejects : photoRejects, reject.reason().name());
    if (event && reject.part().equals(Part.EVENT)) {
      rejectedByEnrich++;
    }
    givenUp |= event && REST.contains(reject.reason());
  }

  private boolean isEvent(RejectPart reject) {
    return switch (reject.part()) {
      case Part.PHOTO -> false;
      case Part.EVENT -> true;
      default -> eventKeys.contains(key(reject.origin())) || !reject.origin().startsWith("s3://");
    };
  }

  /** The key in {@code s3://bucket/key#line}; the line may be absent. */
  private static String key(String origin) {
    int from = origin.indexOf('/', "s3://".length()) + 1;
    int to = origin.lastIndexOf('#');
    return to > from && origin.substring(to + 1).chars().allMatch(Character::isDigit)
        ? origin.substring(from, to)
        : origin.substring(from);
  }

  private static String country(@Nullable Place place) {
    return place == null || place.country() == null ? UNKNOWN_COUNTRY : place.country();
  }

  private static void count(SortedMap<String, Long> counts, String name) {
    counts.merge(name, 1L, Long::sum);
  }

  static long sum(SortedMap<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  long events() {
    return events;
  }

  List<PhotoPart> photos() {
    return photos;
  }

  SortedMap<String, Long> eventsByCountry() {
    return eventsByCountry;
  }

  SortedMap<String, SortedMap<String, Long>> eventsByHour() {
    return eventsByHour;
  }

  SortedMap<String, Long> photosByCountry() {
    return photosByCountry;
  }

  SortedMap<String, Long> eventRejects() {
    return eventRejects;
  }

  SortedMap<String, Long> photoRejects() {
    return photoRejects;
  }

  long rejectedEvents() {
    return sum(eventRejects);
  }

  long rejectedPhotos() {
    return sum(photoRejects);
  }

  /** Events that could be read and were rejected later, for their time. */
  long rejectedByEnrich() {
    return rejectedByEnrich;
  }

  /** Whether the rest of some event file was not read, so that its lines can't be compared. */
  boolean hasGivenUp() {
    return givenUp;
  }

  /** Keys of the renditions that the photos name. */
  SortedSet<String> renditions() {
    return renditions;
  }

  List<RejectPart> rejects() {
    return rejects;
  }
}
