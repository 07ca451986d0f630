// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import io.millrace.local.lambda.mapping.LaneDecision.Discard;
import java.time.Instant;

/**
 * A batch that is given up, with all that its destination is told.
 *
 * @param event what the function would have got: the S3 destination keeps it
 */
record FailedBatch(
    MappingIdentity mapping, String shardId, Discard discard, String event, Instant at) {}
