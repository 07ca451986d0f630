// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** How full the queues of a stack are. */
final class Queues {

  /**
   * One queue; approximate, as the service says.
   *
   * @param waiting messages that nobody has received, or that came back
   * @param inFlight messages received and not done
   * @param deadLetters whether it holds what failed too often
   */
  record Depth(String name, long waiting, long inFlight, boolean deadLetters) {}

  private final SqsClient sqs;

  Queues(SqsClient sqs) {
    this.sqs = sqs;
  }

  List<Depth> depths(Resources resources) {
    List<Depth> depths = new ArrayList<>();
    depths.add(depth(resources.uploadsQueue(), false));
    depths.add(depth(resources.resizeQueue(), false));
    resources.deadLetterQueues().forEach(queue -> depths.add(depth(queue, true)));
    return depths;
  }

  private Depth depth(String url, boolean deadLetters) {
    Map<QueueAttributeName, String> attributes =
        sqs.getQueueAttributes(
                r ->
                    r.queueUrl(url)
                        .attributeNames(
                            APPROXIMATE_NUMBER_OF_MESSAGES,
                            APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return new Depth(
        url.substring(url.lastIndexOf('/') + 1),
        number(attributes, APPROXIMATE_NUMBER_OF_MESSAGES),
        number(attributes, APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
        deadLetters);
  }

  private static long number(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
    return Long.parseLong(attributes.getOrDefault(name, "0"));
  }
}
