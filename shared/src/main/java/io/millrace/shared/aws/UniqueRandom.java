// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Differs between environments that start from one snapshot. Whatever seeds itself once, as {@link
 * RandomGenerator#getDefault()} and the seeds of {@link java.util.concurrent.ThreadLocalRandom} do,
 * would be in the snapshot: all environments would wait equally long and meet again, and write to
 * the same shards. SecureRandom asks the system each time. Made when first needed. Thread-safe.
 *
 * <p>Source: AWS Lambda Developer Guide, "Handling uniqueness with Lambda SnapStart".
 */
final class UniqueRandom implements RandomGenerator {

  private final Later<SecureRandom> system = Later.of(SecureRandom::new);

  @Override
  public long nextLong() {
    return system.get().nextLong();
  }
}
