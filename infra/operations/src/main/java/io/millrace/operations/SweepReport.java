// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import io.millrace.operations.RedriveReport.Status;
import java.util.List;
import java.util.Map;

/**
 * What one call of the schedule came to.
 *
 * @param scheduled when it was meant to be
 * @param waiting batches found in the bucket
 * @param batches how many of them came to what
 * @param skipped how many were not looked at, for want of time or because others of their mapping
 *     were just tried in vain
 * @param records that stages took
 * @param forAPerson keys that the schedule will not try again; the first few
 */
record SweepReport(
    String scheduled,
    int waiting,
    Map<Status, Integer> batches,
    int skipped,
    long records,
    List<String> forAPerson) {}
