// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.util.Optional;

/** What Lambda has to do with X-Ray. Thread-safe. */
public interface RuntimeTracing {

  /** Nothing is sampled, and functions find no daemon. */
  RuntimeTracing OFF =
      new RuntimeTracing() {
        @Override
        public boolean sampled(String function) {
          return false;
        }

        @Override
        public Optional<String> daemon() {
          return Optional.empty();
        }

        @Override
        public void segment(String document) {
          // Nobody listens.
        }
      };

  /** Whether the invocation that begins now is to be traced, when nobody has decided before. */
  boolean sampled(String function);

  /** The value of {@code AWS_XRAY_DAEMON_ADDRESS}. */
  Optional<String> daemon();

  /** Takes Lambda's own segment of an invocation. */
  void segment(String document);
}
