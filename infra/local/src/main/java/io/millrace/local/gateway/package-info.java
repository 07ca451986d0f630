// SPDX-License-Identifier: Apache-2.0
/**
 * The one door of the local cloud: which service a request is for, and passing it on to the engine
 * behind.
 *
 * <p>Here: the server, the routing, proxying, what is read from requests in passing. Not here: any
 * service's own logic.
 */
@NullMarked
package io.millrace.local.gateway;

import org.jspecify.annotations.NullMarked;
