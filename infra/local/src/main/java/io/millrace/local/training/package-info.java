// SPDX-License-Identifier: Apache-2.0
/**
 * Deployable jars on their own: the functions of the template, an event for each, and services that
 * say yes. For class data made by training runs and for measuring starts; nothing of the local
 * cloud's engines lives here.
 */
@NullMarked
package io.millrace.local.training;

import org.jspecify.annotations.NullMarked;
