// SPDX-License-Identifier: Apache-2.0

/**
 * A peer: the job of the enrich stage as an Apache Camel route, written as Camel's documentation
 * shows it. Nothing of Millrace may be used here.
 */
@NullMarked
package io.millrace.peers.camel;

import org.jspecify.annotations.NullMarked;
