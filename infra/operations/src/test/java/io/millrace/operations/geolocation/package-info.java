// SPDX-License-Identifier: Apache-2.0
/** The refresh against a server of the test's own, and the bucket's twin in memory. */
@NullMarked
package io.millrace.operations.geolocation;

import org.jspecify.annotations.NullMarked;
