// SPDX-License-Identifier: Apache-2.0
/**
 * Event source mappings: what reads a stream or a queue and invokes a function with batches of it.
 *
 * <p>Here: a core without threads or a clock (lanes, batches, windows, retries, what a response
 * means), the drivers that run it on virtual threads, and ports to sources and destinations with
 * their AWS adapters. Not here: the Lambda service's API, processes.
 */
@NullMarked
package io.millrace.local.lambda.mapping;

import org.jspecify.annotations.NullMarked;
