// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.cli.ReplayRecord.Ready;
import io.millrace.operations.FailureKeys;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.Json;
import io.millrace.shared.record.RejectPart;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Packs records into replay objects: failure objects as Lambda writes them, and the rejects that
 * the records replace.
 */
final class ReplayObjects {

  private static final int MAX_RECORDS = 100;

  /** A photo takes a second or more; so many are done well before the function's timeout. */
  private static final int MAX_PHOTOS = 8;

  private static final int MAX_CHARS = 4 * 1024 * 1024;
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/HH.mm.ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ReplayObjects() {}

  /**
   * One object.
   *
   * @param key in the failures bucket
   */
  record Packed(String key, String json, List<RejectPart> rejects) {}

  /** A record with all the rejects it replaces. */
  private record Entry(Map<String, Object> json, List<RejectPart> rejects) {}

  /**
   * Packs all.
   *
   * @param arns of the functions by stage
   */
  static List<Packed> pack(
      Collection<Ready> ready, Function<PipelineStage, String> arns, Instant now) {
    Map<String, Map<String, Entry>> groups = new LinkedHashMap<>();
    Map<String, PipelineStage> stages = new LinkedHashMap<>();
    for (Ready one : ready) {
      String group = one.stage().function() + " " + one.group();
      stages.put(group, one.stage());
      groups
          .computeIfAbsent(group, g -> new LinkedHashMap<>())
          .computeIfAbsent(one.name(), n -> new Entry(one.json(), new ArrayList<>()))
          .rejects()
          .add(one.reject());
    }
    List<Packed> packed = new ArrayList<>();
    stages.forEach(
        (group, stage) -> {
          int most = stage == PipelineStage.RESIZE ? MAX_PHOTOS : MAX_RECORDS;
          List<Entry> open = new ArrayList<>();
          int chars = 0;
          for (Entry entry : groups.getOrDefault(group, Map.of()).values()) {
            int size = Json.write(entry.json()).length();
            if (!open.isEmpty() && (open.size() == most || chars + size > MAX_CHARS)) {
              packed.add(object(stage, open, arns.apply(stage), now));
              open = new ArrayList<>();
              chars = 0;
            }
            open.add(entry);
            chars += size;
          }
          packed.add(object(stage, open, arns.apply(stage), now));
        });
    return packed;
  }

  private static Packed object(PipelineStage stage, List<Entry> entries, String arn, Instant now) {
    List<RejectPart> rejects = new ArrayList<>();
    List<Map<String, Object>> listed = new ArrayList<>();
    for (int at = 0; at < entries.size(); at++) {
      for (RejectPart reject : entries.get(at).rejects()) {
        rejects.add(reject);
        listed.add(Map.of("id", reject.id(), "part", reject.part(), "at", at));
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("requestContext", Map.of("functionArn", arn, "condition", "Replay"));
    document.put("version", "1.0");
    document.put("timestamp", now.toString());
    document.put(
        "payload", Json.write(Map.of("Records", entries.stream().map(Entry::json).toList())));
    document.put("rejects", listed);
    String json = Json.write(document);
    String key =
        FailureKeys.REPLAYS
            + stage.function()
            + "/"
            + FOLDER.format(now)
            + "-"
            + Ids.record(now.toString(), json);
    return new Packed(key, json, rejects);
  }
}
