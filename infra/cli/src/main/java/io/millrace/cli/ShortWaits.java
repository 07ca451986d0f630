// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.aws.Redelivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Makes the queues' functions of a stack wait for seconds where they wait for minutes as they are
 * deployed, so that a soak of minutes sees many retries: a claim ends with the function's timeout,
 * and a message whose function was killed comes back with its visibility timeout.
 */
final class ShortWaits {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration REDELIVERY = Duration.ofSeconds(2);
  private static final Duration HOP_RESERVE = Duration.ofSeconds(10);

  private ShortWaits() {}

  static void set(Clients clients, Resources resources, String stack) {
    SqsClient sqs = clients.sqs();
    for (String queue : List.of(resources.uploadsQueue(), resources.resizeQueue())) {
      sqs.setQueueAttributes(
          r ->
              r.queueUrl(queue)
                  .attributes(
                      Map.of(
                          QueueAttributeName.VISIBILITY_TIMEOUT,
                          Long.toString(TIMEOUT.toSeconds()))));
    }
    LambdaClient lambda = clients.lambda();
    for (String stage : List.of("upload", "resize")) {
      String function = stack + "-" + stage;
      Map<String, String> environment =
          new TreeMap<>(
              lambda
                  .getFunctionConfiguration(r -> r.functionName(function))
                  .environment()
                  .variables());
      environment.put(Redelivery.REDELIVERY_WAIT, REDELIVERY.toString());
      if (stage.equals("upload")) {
        environment.put("HOP_RESERVE", HOP_RESERVE.toString());
      }
      lambda.updateFunctionConfiguration(
          r ->
              r.functionName(function)
                  .timeout((int) TIMEOUT.toSeconds())
                  .environment(e -> e.variables(environment)));
      String version = lambda.publishVersion(r -> r.functionName(function)).version();
      lambda.updateAlias(r -> r.functionName(function).name("live").functionVersion(version));
    }
  }
}
