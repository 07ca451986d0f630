// SPDX-License-Identifier: Apache-2.0
/**
 * The engines behind the gateway that other people wrote: DynamoDB Local, ElasticMQ, S3Proxy.
 *
 * <p>Here: starting them on free loopback ports, quietly, and ending them. Not here: any AWS
 * semantics of ours.
 */
@NullMarked
package io.millrace.local.engine;

import org.jspecify.annotations.NullMarked;
