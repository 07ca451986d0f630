// SPDX-License-Identifier: Apache-2.0
/**
 * The messages between stages: CloudEvents, the photo's event, the resize request, and their strict
 * codec.
 *
 * <p>Here: contracts fixed by golden files. Not here: items at rest (see record) or how messages
 * travel.
 */
@NullMarked
package io.millrace.shared.event;

import org.jspecify.annotations.NullMarked;
