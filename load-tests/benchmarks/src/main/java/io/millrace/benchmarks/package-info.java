// SPDX-License-Identifier: Apache-2.0
/**
 * The hot paths of the pipeline, each beside its limit and the plain way, and the command that runs
 * them. What measures code that only its package sees lies in a package of that name in this
 * module. No test of the pipeline lives here, and nothing here is deployed.
 */
@NullMarked
package io.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
