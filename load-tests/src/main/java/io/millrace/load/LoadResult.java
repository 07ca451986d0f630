// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.load.report.LoadReport.Distribution;
import io.millrace.load.report.LoadReport.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a run came to, before anybody has counted what stands in the tables.
 *
 * @param began when the first event could be due
 * @param events that the stream took
 * @param retriedPuts entries that it refused and were put again
 * @param sendDelay from the moment an event was due to the stream's answer
 * @param drained whether everything that was put is dealt with
 * @param drainSeconds from the last put to the last effect
 * @param problems what is wrong with the run, in words
 */
public record LoadResult(
    Instant began,
    Instant ended,
    long events,
    long photos,
    long retriedPuts,
    Distribution sendDelay,
    boolean drained,
    double drainSeconds,
    Probe.Measured measured,
    Map<String, Distribution> endToEnd,
    List<Sample> series,
    List<String> problems) {}
