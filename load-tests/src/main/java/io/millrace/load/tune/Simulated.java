// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

/**
 * What a mapping does with an arrival rate, from a simulation.
 *
 * @param age of every record, from its arrival to the end of the invocation that had it
 * @param iteratorAge of every batch, as Lambda measures it: of its last record
 * @param fill records of a batch, the mean
 * @param batches simulated
 */
record Simulated(Ages age, Ages iteratorAge, double fill, long batches) {}
