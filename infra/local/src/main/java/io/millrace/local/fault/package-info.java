// SPDX-License-Identifier: Apache-2.0
/**
 * Faults on purpose: what services do on a bad day, at calls chosen by rule, the same in every run.
 *
 * <p>Here: rules, their scripts, and what each kind does to a call or an event. Not here: faults of
 * functions, which fail by themselves.
 */
@NullMarked
package io.millrace.local.fault;

import org.jspecify.annotations.NullMarked;
