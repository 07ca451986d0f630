// SPDX-License-Identifier: Apache-2.0
/**
 * Our own Kinesis data plane: streams, shards, records, in memory and, when asked, in files.
 *
 * <p>Here: the operations, their limits and exceptions, and the JSON and CBOR wire formats. Not
 * here: who polls it.
 */
@NullMarked
package io.millrace.local.kinesis;

import org.jspecify.annotations.NullMarked;
