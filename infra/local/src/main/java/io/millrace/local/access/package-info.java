// SPDX-License-Identifier: Apache-2.0
/**
 * Who calls and what they may: signatures, IAM policies, and a record of what was granted.
 *
 * <p>Here: Signature Version 4, policy documents and their evaluation, which actions on which
 * resources an operation needs. Not here: the operations themselves, or the API of IAM.
 */
@NullMarked
package io.millrace.local.access;

import org.jspecify.annotations.NullMarked;
