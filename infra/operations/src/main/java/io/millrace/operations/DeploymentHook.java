// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.operations.Functions.Answer;
import io.millrace.shared.aws.Backoff;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Tries a version that has no traffic yet: sends it something synthetic, and looks at its answer
 * and, where it writes, at what it wrote.
 */
final class DeploymentHook {

  /** Where the object lies that a new version of the upload stage takes in. */
  static final String PREFIX = "synthetic/";

  /** A key that the redrive function may look at and that no failure ever has. */
  private static final String NO_FAILURE = FailureKeys.FAILURES + "synthetic/none";

  private final Functions functions;
  private final SyntheticRecords records;
  private final Uploads uploads;
  private final String uploadsBucket;
  private final Backoff backoff;

  /**
   * @param backoff how often a batch that is not done, and a record that is not there, is looked at
   *     again, and the waits in between
   */
  DeploymentHook(
      Functions functions,
      SyntheticRecords records,
      Uploads uploads,
      String uploadsBucket,
      Backoff backoff) {
    this.functions = functions;
    this.records = records;
    this.uploads = uploads;
    this.uploadsBucket = uploadsBucket;
    this.backoff = backoff;
  }

  /**
   * What a version is worth.
   *
   * @param passed whether it may have traffic
   * @param why in one line
   */
  record Verdict(boolean passed, String why) {}

  /** One try of the version. */
  private interface Try {
    /** What is wrong; empty when nothing is. */
    Optional<String> run();
  }

  /**
   * Tries the version.
   *
   * @param deploymentId that has an object of its own
   * @throws io.millrace.shared.batch.UnavailableException when what is needed can't be had now
   */
  Verdict check(Deployed deployed, String deploymentId, Instant now) {
    SyntheticBatches batches = new SyntheticBatches(deployed, now);
    String version = deployed.version();
    return switch (deployed.stage()) {
      case "enrich" ->
          repeated(
              "wrote the synthetic event to the table",
              () -> batch(version, batches.fromKinesis()).or(() -> record(batches.recordId())));
      case "upload" -> {
        String key = PREFIX + deploymentId + ".ndjson";
        byte[] line = (batches.event() + "\n").getBytes(StandardCharsets.UTF_8);
        String event = batches.fromQueue(uploadsBucket, key, line.length, uploads.put(key, line));
        // The live version is told of the object as well and may be at it right now.
        yield repeated("took in s3://" + uploadsBucket + "/" + key, () -> batch(version, event));
      }
      case "resize" ->
          repeated("answered an empty batch", () -> batch(version, SyntheticBatches.ofNothing()));
      case "aggregate" ->
          repeated(
              "counted the synthetic record for nothing",
              () -> window(version, batches.fromTable(true)));
      case "publish" ->
          repeated(
              "told nobody of the synthetic record",
              () -> batch(version, batches.fromTable(false)));
      case "redrive" -> repeated("looked for a failed batch, and at none", () -> dryRun(version));
      default ->
          new Verdict(
              false,
              "there is nothing synthetic for the function "
                  + deployed.function()
                  + ": its deployment needs no hook, or the hook a case for it");
    };
  }

  private Verdict repeated(String done, Try one) {
    Optional<String> wrong = one.run();
    for (int attempt = 1; wrong.isPresent() && attempt < backoff.attempts(); attempt++) {
      backoff.pauseAfter(attempt);
      wrong = one.run();
    }
    return new Verdict(wrong.isEmpty(), wrong.orElse(done));
  }

  private Optional<String> record(String id) {
    return records.stands(id)
        ? Optional.empty()
        : Optional.of("the record " + id + " is not in the table");
  }

  private Optional<String> batch(String version, String event) {
    return answer(version, event, answer -> reported(version, answer));
  }

  private Optional<String> window(String version, String event) {
    return answer(
        version,
        event,
        answer ->
            answer.has("state")
                ? reported(version, answer)
                : Optional.of(version + " answered a window without a state: " + answer));
  }

  private Optional<String> dryRun(String version) {
    return answer(
        version,
        "{\"key\":\"" + NO_FAILURE + "\",\"dryRun\":true}",
        answer ->
            answer.path("key").asText().equals(NO_FAILURE)
                ? Optional.empty()
                : Optional.of(version + " answered " + answer + " to a dry run of " + NO_FAILURE));
  }

  private static Optional<String> reported(String version, JsonNode answer) {
    JsonNode failures = answer.path("batchItemFailures");
    return failures.isArray() && failures.isEmpty()
        ? Optional.empty()
        : Optional.of(version + " did not do its batch: " + answer);
  }

  /** Says what is wrong with an answer. */
  private interface Judge {
    Optional<String> of(JsonNode answer);
  }

  private Optional<String> answer(String version, String event, Judge judge) {
    return switch (functions.invoke(version, event)) {
      case Answer.Broke(String error) -> Optional.of(version + " failed: " + error);
      case Answer.Returned(String payload) -> {
        try {
          yield judge.of(Json.document(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
          yield Optional.of(version + " answered what is not JSON: " + payload);
        }
      }
    };
  }
}
