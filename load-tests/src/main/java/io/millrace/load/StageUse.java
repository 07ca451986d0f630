// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import org.jspecify.annotations.Nullable;

/**
 * What a stage used and gave up over a run.
 *
 * @param memoryMegabytes most that one process ever had; null when unknown
 * @param cpuSeconds null when unknown
 * @param discarded records given up to the failure destination
 */
public record StageUse(
    @Nullable Long memoryMegabytes, @Nullable Double cpuSeconds, long discarded) {}
