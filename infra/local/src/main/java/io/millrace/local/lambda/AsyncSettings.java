// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a function's configuration says of its asynchronous invocations. [invocation-async]
 *
 * @param retries after an error, 0 to 2
 * @param maximumAge of an event, 60 s to 6 h
 * @param onSuccess ARN of a queue that gets a record of every success
 * @param onFailure ARN of the queue or bucket that gets a record of what is given up
 * @param deadLetterQueue ARN of the queue that gets the event itself when it is given up
 */
record AsyncSettings(
    int retries,
    Duration maximumAge,
    Optional<String> onSuccess,
    Optional<String> onFailure,
    Optional<String> deadLetterQueue) {
  /** Where a function's configuration keeps its event invoke configuration. */
  static final String KEY = "EventInvokeConfig";

  static final int MAX_RETRIES = 2;
  static final int MIN_AGE_SECONDS = 60;
  static final int MAX_AGE_SECONDS = 21_600;

  static AsyncSettings of(ObjectNode function) {
    JsonNode config = function.path(KEY);
    JsonNode destinations = config.path("DestinationConfig");
    return new AsyncSettings(
        config.path("MaximumRetryAttempts").asInt(MAX_RETRIES),
        Duration.ofSeconds(config.path("MaximumEventAgeInSeconds").asInt(MAX_AGE_SECONDS)),
        arn(destinations.path("OnSuccess").path("Destination")),
        arn(destinations.path("OnFailure").path("Destination")),
        arn(function.path("DeadLetterConfig").path("TargetArn")));
  }

  private static Optional<String> arn(JsonNode arn) {
    return Optional.of(arn.asText("")).filter(text -> !text.isEmpty());
  }
}
