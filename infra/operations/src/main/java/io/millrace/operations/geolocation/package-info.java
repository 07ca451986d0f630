// SPDX-License-Identifier: Apache-2.0
/**
 * The geolocation refresh: fetches the provider's newest database, judges it, and puts it where
 * enrich finds it; whatever goes wrong, the last good one stays in use.
 *
 * <p>Here: the download, its bounds and checks, and the pointer. Not here: how enrich takes a
 * database into use, or what it looks up.
 */
@NullMarked
package io.millrace.operations.geolocation;

import org.jspecify.annotations.NullMarked;
