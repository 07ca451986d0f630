// SPDX-License-Identifier: Apache-2.0
/**
 * Settings read from the environment, all problems reported at once, and the constants that laws
 * hang on.
 *
 * <p>Here: reading and checking values. Not here: clients, or keys that only one stage knows.
 */
@NullMarked
package io.millrace.shared.config;

import org.jspecify.annotations.NullMarked;
