// SPDX-License-Identifier: Apache-2.0
/**
 * What every caller asked of every service: calls, errors, bytes, and the units AWS would bill.
 *
 * <p>Here: counting, and the sizes of requests and answers in the services' units. Not here:
 * prices, or anything that changes a request.
 */
@NullMarked
package io.millrace.local.meter;

import org.jspecify.annotations.NullMarked;
