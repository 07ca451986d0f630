// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import io.millrace.local.lambda.mapping.MappingObserver;
import io.millrace.local.lambda.runtime.InvocationResult;
import java.util.Optional;

/** Is told of every invocation, as it happens; quick, and thread-safe. */
public interface LambdaObserver {
  /** Takes no notice. */
  LambdaObserver NONE =
      new LambdaObserver() {
        @Override
        public void began(FunctionName function) {
          // nobody asked
        }

        @Override
        public void ended(FunctionName function, Optional<InvocationResult> result) {
          // nobody asked
        }

        @Override
        public MappingObserver mapping(Mapped mapping) {
          return MappingObserver.NONE;
        }
      };

  /**
   * A mapping to observe.
   *
   * @param source its ARN
   * @param eventCounts whether its events are to be counted (MetricsConfig)
   */
  record Mapped(String uuid, FunctionName function, String source, boolean eventCounts) {}

  /** An invocation asks for an environment. */
  void began(FunctionName function);

  /**
   * It is over.
   *
   * @param function as it was asked for, with its qualifier
   * @param result empty when the local cloud stops
   */
  void ended(FunctionName function, Optional<InvocationResult> result);

  MappingObserver mapping(Mapped mapping);
}
