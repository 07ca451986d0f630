// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.meter;

/**
 * What one caller asked of one operation since the local cloud started.
 *
 * @param caller {@code user}, {@code fn:NAME} for a function's code, {@code poller:NAME} for its
 *     event source mappings, {@code svc:NAME} for a service of the local cloud
 * @param service in lower case, such as {@code dynamodb}
 * @param operation as the service's API names it
 * @param calls with those that failed
 * @param errors answers with a status of 400 or more, and calls without an answer
 * @param bytesIn of request bodies
 * @param bytesOut of answers' bodies
 * @param units what AWS would bill, 0 where that is nothing
 * @param unit what the units are: {@code WCU}, {@code RCU}, {@code 25 KB put units}, {@code 64 KB
 *     requests}, {@code PUT-class requests}, {@code GET-class requests}, {@code stream reads}, or
 *     empty
 */
public record MeterRow(
    String caller,
    String service,
    String operation,
    long calls,
    long errors,
    long bytesIn,
    long bytesOut,
    double units,
    String unit) {}
