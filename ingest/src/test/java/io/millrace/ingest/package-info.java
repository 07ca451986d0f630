// SPDX-License-Identifier: Apache-2.0
/** Tests of the ways in, on the in-memory twins of the ports. */
@NullMarked
package io.millrace.ingest;

import org.jspecify.annotations.NullMarked;
