// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.trace.Tracing;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Notes the calls of a client in the trace, repetitions and all, if there is one. */
final class TracedCalls implements ExecutionInterceptor {

  private static final ExecutionAttribute<Long> BEGAN =
      new ExecutionAttribute<>("io.millrace.traced-since");

  /** Of the SDK's names those that X-Ray knows the services by otherwise. */
  private static final Map<String, String> NAMES = Map.of("DynamoDb", "DynamoDB", "Sqs", "SQS");

  private final Tracing tracing;
  private final InstantSource clock;

  TracedCalls(Tracing tracing, InstantSource clock) {
    this.tracing = tracing;
    this.clock = clock;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (tracing.isOn()) {
      attributes.putAttribute(BEGAN, clock.millis());
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    note(attributes, false);
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    note(attributes, true);
  }

  private void note(ExecutionAttributes attributes, boolean fault) {
    Long began = attributes.getAttribute(BEGAN);
    if (began != null) {
      String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
      tracing.called(
          NAMES.getOrDefault(service, service),
          attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
          began,
          fault);
    }
  }
}
