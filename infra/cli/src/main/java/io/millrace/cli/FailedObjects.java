// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.operations.FailureKeys;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What waits in the failures bucket: batches that Lambda gave up, and replays on their way. */
final class FailedObjects {

  private final S3Client s3;
  private final String bucket;
  private final String stack;

  /** Which stage an event source mapping feeds; all objects of one have the same function. */
  private final Map<String, String> stages = new HashMap<>();

  FailedObjects(S3Client s3, String bucket, String stack) {
    this.s3 = s3;
    this.bucket = bucket;
    this.stack = stack;
  }

  /**
   * One object.
   *
   * @param stage short name of the function; the ARN of one that is no stage
   * @param at when it was written
   */
  record Failed(String key, String stage, String at, long bytes) {}

  /** Those that fit, the oldest first. */
  List<Failed> list(DlqSelection selection, Instant now) {
    List<Failed> found = new ArrayList<>();
    for (String prefix : List.of(FailureKeys.FAILURES, FailureKeys.REPLAYS)) {
      for (S3Object object :
          s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents()) {
        if (selection.takes(object.lastModified(), now)) {
          String stage = stage(object.key());
          if (selection.takes(stage)) {
            found.add(
                new Failed(object.key(), stage, object.lastModified().toString(), object.size()));
          }
        }
      }
    }
    found.sort(Comparator.comparing(Failed::at).thenComparing(Failed::key));
    return found;
  }

  private String stage(String key) {
    String[] parts = key.split("/");
    String mapping = parts[0].equals("aws") ? parts[2] : key;
    return stages.computeIfAbsent(mapping, unknown -> stageOf(key));
  }

  private String stageOf(String key) {
    try {
      String arn = read(key).at("/requestContext/functionArn").asText();
      return PipelineStage.ofFunction(arn, stack).map(PipelineStage::function).orElse(arn);
    } catch (NoSuchKeyException e) {
      return "redriven meanwhile";
    } catch (IOException e) {
      return "unreadable";
    }
  }

  /** The object as JSON. */
  JsonNode read(String key) throws IOException {
    return Json.document(s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray());
  }
}
