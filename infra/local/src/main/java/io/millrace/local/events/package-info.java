// SPDX-License-Identifier: Apache-2.0
/**
 * EventBridge as far as publishing goes: event buses, and what is put on them in a log.
 *
 * <p>Here: the buses, PutEvents with its limits, the log. Not here: rules and targets; nothing
 * subscribes locally.
 */
@NullMarked
package io.millrace.local.events;

import org.jspecify.annotations.NullMarked;
