// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.LocalCloudConfig;
import io.millrace.local.gateway.Upstream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sends to queues of the local SQS. */
public final class SqsSender implements QueueSender {
  private static final String ARN_PREFIX =
      "arn:aws:sqs:" + LocalCloudConfig.REGION + ":" + LocalCloudConfig.ACCOUNT + ":";

  private final Upstream sqs;
  private final ObjectMapper json = new ObjectMapper();

  public SqsSender(Upstream sqs) {
    this.sqs = sqs;
  }

  @Override
  public boolean send(String queueArn, String body, Optional<String> trace) throws IOException {
    return send(queueArn, body, trace, Duration.ZERO);
  }

  /** Sends a message that nobody receives before the delay is over, in whole seconds up to 900. */
  public boolean send(String queueArn, String body, Optional<String> trace, Duration delay)
      throws IOException {
    if (!queueArn.startsWith(ARN_PREFIX)) {
      return false;
    }
    String path = "/" + LocalCloudConfig.ACCOUNT + "/" + queueArn.substring(ARN_PREFIX.length());
    Map<String, Object> message = new HashMap<>();
    message.put("QueueUrl", "http://127.0.0.1" + path);
    message.put("MessageBody", body);
    message.put("DelaySeconds", delay.toSeconds());
    trace.ifPresent(
        header ->
            message.put(
                "MessageSystemAttributes",
                Map.of("AWSTraceHeader", Map.of("DataType", "String", "StringValue", header))));
    byte[] request = json.writeValueAsBytes(message);
    var response =
        sqs.call(
            "POST",
            "/",
            Map.of(
                "content-type", "application/x-amz-json-1.0",
                "x-amz-target", "AmazonSQS.SendMessage"),
            request);
    if (response.statusCode() >= 500) {
      throw new IOException("SQS answered " + response.statusCode());
    }
    return response.statusCode() == 200;
  }
}
