// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

/**
 * A setting and what the model says of it at the workload.
 *
 * @param capacity units a second that it can do at the most, with full batches
 * @param utilization the workload's part of it; 1 and more is too much
 * @param fill records of a batch, the mean
 * @param batchMillis of an invocation, the mean
 * @param dollarsPerMillion of units, for this stage's compute, invocations and requests
 */
public record Candidate(
    Setting setting,
    double capacity,
    double utilization,
    double fill,
    double batchMillis,
    double dollarsPerMillion,
    Ages age,
    Ages iteratorAge) {

  /** Whether this is no worse in anything and better in something. */
  boolean dominates(Candidate other) {
    boolean noWorse =
        dollarsPerMillion <= other.dollarsPerMillion
            && age.p99() <= other.age.p99()
            && capacity >= other.capacity;
    boolean better =
        dollarsPerMillion < other.dollarsPerMillion
            || age.p99() < other.age.p99()
            || capacity > other.capacity;
    return noWorse && better;
  }
}
