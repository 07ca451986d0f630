// SPDX-License-Identifier: Apache-2.0
/**
 * A consumer from outside: the Kinesis Client Library reads a stream of the local cloud while it is
 * resharded, and every record is accounted for. Nothing of Millrace may be used here: the client
 * sees what any client sees.
 */
@NullMarked
package io.millrace.clients.kcl;

import org.jspecify.annotations.NullMarked;
