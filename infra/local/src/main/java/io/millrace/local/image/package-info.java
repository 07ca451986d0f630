// SPDX-License-Identifier: Apache-2.0
/**
 * Container images of the functions, for {@code infra/container}.
 *
 * <p>Here: what goes into an image, and the template that deploys images. Not here: Docker.
 */
@NullMarked
package io.millrace.local.image;

import org.jspecify.annotations.NullMarked;
