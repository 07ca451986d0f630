// SPDX-License-Identifier: Apache-2.0
/** Tests of load runs: laws on a virtual clock, and synthetic systems of a known capacity. */
@NullMarked
package io.millrace.load;

import org.jspecify.annotations.NullMarked;
