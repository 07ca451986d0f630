// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.time.Deadline;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Bounds a call by the time left for work, so that the SDK's own repetitions end while the function
 * still can say what failed. Source: AWS SDK for Java 2.x Developer Guide, "Configure timeouts"
 * (apiCallTimeout covers all attempts).
 */
final class WithinDeadline implements ExecutionInterceptor {

  private final Deadline deadline;

  WithinDeadline(Deadline deadline) {
    this.deadline = deadline;
  }

  /**
   * @throws ApiCallTimeoutException without a call, when no time is left
   */
  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    Duration left = deadline.left();
    if (left.compareTo(Clients.CALL) >= 0 || !(context.request() instanceof AwsRequest request)) {
      return context.request();
    }
    if (left.toMillis() == 0) {
      throw ApiCallTimeoutException.builder()
          .message("The invocation has no time left for another call")
          .build();
    }
    Duration attempt = left.compareTo(Clients.ATTEMPT) < 0 ? left : Clients.ATTEMPT;
    AwsRequestOverrideConfiguration.Builder bounded =
        request
            .overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder);
    return request.toBuilder()
        .overrideConfiguration(bounded.apiCallTimeout(left).apiCallAttemptTimeout(attempt).build())
        .build();
  }
}
