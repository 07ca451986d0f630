// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the aggregator and publisher, with the twins and contracts that other modules' tests
 * use.
 *
 * <p>Here: laws as properties, twins that keep state. Not here: a network, or a test that asserts
 * calls.
 */
@NullMarked
package io.millrace.sink;

import org.jspecify.annotations.NullMarked;
