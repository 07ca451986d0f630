// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

/** Is told what a mapping does, as it does it; quick, and thread-safe. */
public interface MappingObserver {
  /** Takes no notice. */
  MappingObserver NONE =
      new MappingObserver() {
        @Override
        public void count(EventCount what, int events) {
          // nobody asked
        }

        @Override
        public void age(long millis) {
          // nobody asked
        }
      };

  void count(EventCount what, int events);

  /** A batch is done whose last record arrived in the source so long ago. */
  void age(long millis);
}
