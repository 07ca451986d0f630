// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.InstantSource;

/**
 * What the pollers of a queue share.
 *
 * @param environments of the function, at most
 */
record SqsContext(
    MappingIdentity mapping,
    MappingSettings settings,
    QueueReader reader,
    FunctionInvoker function,
    Activity activity,
    MappingNumbers numbers,
    InstantSource clock,
    int environments) {}
