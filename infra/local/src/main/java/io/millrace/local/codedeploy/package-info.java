// SPDX-License-Identifier: Apache-2.0
/**
 * CodeDeploy for Lambda: applications, deployment groups and deployments that move an alias from
 * one version to another, with hooks, by steps, and back when something fails.
 *
 * <p>Here: what the service decides. Not here: how an alias divides invocations (package {@code
 * lambda}), when a stack asks for a deployment (package {@code cloudformation}); other compute
 * platforms are nowhere.
 */
@NullMarked
package io.millrace.local.codedeploy;

import org.jspecify.annotations.NullMarked;
