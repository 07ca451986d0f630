// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

/**
 * What a stage is tuned for.
 *
 * @param unitsPerSecond events, photos or uploads, more than 0
 * @param shards of the stream; ignored for a queue
 */
public record Workload(TunedStage stage, double unitsPerSecond, int shards) {}
