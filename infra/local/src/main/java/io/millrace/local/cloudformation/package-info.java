// SPDX-License-Identifier: Apache-2.0
/**
 * CloudFormation: templates turned into resources of the other services, by calling them through
 * the gateway.
 *
 * <p>Here: the API, the template language, one handler per resource type. Not here: what a resource
 * does once it is there.
 */
@NullMarked
package io.millrace.local.cloudformation;

import org.jspecify.annotations.NullMarked;
