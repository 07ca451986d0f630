// SPDX-License-Identifier: Apache-2.0
/**
 * The plain request and reply that every service of the local cloud speaks.
 *
 * <p>Here: values and one interface. Not here: sockets, routing, or anything of one AWS service.
 */
@NullMarked
package io.millrace.local.http;

import org.jspecify.annotations.NullMarked;
