// SPDX-License-Identifier: Apache-2.0
/**
 * Deployed functions that operate the pipeline: {@code redrive} hands what failed back to the stage
 * that failed, and moves its failure object out of the way once that has succeeded; the deployment
 * hook tries a new version of a stage before it gets traffic.
 *
 * <p>Here: what must run beside the stages, with a role of its own. Not here: what a stage decides,
 * a stage's code, or which failures a person wants back (that is the {@code millrace} command).
 */
@NullMarked
package io.millrace.operations;

import org.jspecify.annotations.NullMarked;
