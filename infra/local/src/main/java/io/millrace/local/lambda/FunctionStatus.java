// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

/**
 * A moment of one function; durations in milliseconds, 0 when nothing was measured.
 *
 * @param environments alive now
 * @param errors invocations that failed
 * @param throttles invocations that found no free environment in time
 * @param debugPort of the loopback interface where a debugger connects to; 0 for none
 * @param initP50 from the start of a process to its first request for an event
 * @param durationP50 of an invocation without initialization
 * @param cpuSeconds processor time of all its processes so far, those that are gone included
 * @param peakMegabytes the most memory that one of its processes ever had
 */
public record FunctionStatus(
    String name,
    int environments,
    int debugPort,
    long invocations,
    long errors,
    long throttles,
    long coldStarts,
    double initP50,
    double initP99,
    double durationP50,
    double durationP99,
    double cpuSeconds,
    long peakMegabytes) {}
