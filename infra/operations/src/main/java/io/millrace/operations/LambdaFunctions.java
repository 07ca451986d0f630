// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import io.millrace.shared.aws.Luck;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Functions by the Lambda API. Source: Lambda API reference, Invoke. */
final class LambdaFunctions implements Functions {

  private final LambdaClient lambda;

  LambdaFunctions(LambdaClient lambda) {
    this.lambda = lambda;
  }

  @Override
  public Answer invoke(String arn, String event) {
    InvokeResponse response =
        Luck.translating(
            "Invoke of " + arn,
            () -> lambda.invoke(r -> r.functionName(arn).payload(SdkBytes.fromUtf8String(event))));
    String payload = response.payload() == null ? "" : response.payload().asUtf8String();
    return response.functionError() == null
        ? new Answer.Returned(payload)
        : new Answer.Broke(payload);
  }
}
