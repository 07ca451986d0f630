// SPDX-License-Identifier: Apache-2.0
/** The adapters, against documented answers. */
@NullMarked
package io.millrace.shared.aws;

import org.jspecify.annotations.NullMarked;
