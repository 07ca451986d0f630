// SPDX-License-Identifier: Apache-2.0
/**
 * Contracts of the sink against DynamoDB. In the sink's package, because the ledger is nobody
 * else's business; no test of a whole path belongs here.
 */
@org.jspecify.annotations.NullMarked
package io.millrace.sink;
