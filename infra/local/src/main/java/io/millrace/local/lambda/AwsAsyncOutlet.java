// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import io.millrace.local.lambda.mapping.SourceClients;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Queues and buckets behind the gateway. */
final class AwsAsyncOutlet implements AsyncOutlet {
  private static final System.Logger LOG = System.getLogger(AwsAsyncOutlet.class.getName());

  private final SourceClients clients;

  AwsAsyncOutlet(SourceClients clients) {
    this.clients = clients;
  }

  @Override
  public void tell(String destinationArn, AsyncRecord outcome) {
    String name = destinationArn.substring(destinationArn.lastIndexOf(':') + 1);
    try {
      if (destinationArn.startsWith("arn:aws:s3:")) {
        String key = outcome.key(UUID.randomUUID().toString());
        clients
            .s3()
            .putObject(
                request -> request.bucket(name).key(key).contentType("application/json"),
                RequestBody.fromString(outcome.json()));
      } else {
        send(name, outcome.json(), Map.of());
      }
    } catch (SdkException e) {
      lost(destinationArn, outcome, e);
    }
  }

  @Override
  public void deadLetter(String queueArn, AsyncRecord outcome) {
    try {
      send(
          queueArn.substring(queueArn.lastIndexOf(':') + 1),
          outcome.payload(),
          Map.of(
              "RequestID", attribute("String", outcome.requestId()),
              "ErrorCode", attribute("Number", Integer.toString(outcome.errorCode())),
              "ErrorMessage", attribute("String", outcome.errorMessage())));
    } catch (SdkException e) {
      lost(queueArn, outcome, e);
    }
  }

  private void send(String queue, String body, Map<String, MessageAttributeValue> attributes) {
    String url = clients.sqs().getQueueUrl(request -> request.queueName(queue)).queueUrl();
    clients
        .sqs()
        .sendMessage(
            request -> request.queueUrl(url).messageBody(body).messageAttributes(attributes));
  }

  private static MessageAttributeValue attribute(String type, String value) {
    return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
  }

  private static void lost(String arn, AsyncRecord outcome, SdkException cause) {
    LOG.log(
        System.Logger.Level.ERROR,
        () -> "lost, for " + arn + " failed (" + cause.getMessage() + "): " + outcome.json());
  }
}
