// SPDX-License-Identifier: Apache-2.0
/**
 * Reference data for samples and demo: a gazetteer from the tz database and a small geolocation
 * database.
 *
 * <p>Here: places, the documentation networks spread over them, and the writers of both files. Not
 * here: events, photos, or how a stage looks a place up.
 */
@NullMarked
package io.millrace.samples.geo;

import org.jspecify.annotations.NullMarked;
