// SPDX-License-Identifier: Apache-2.0
/**
 * The generator of the committed sample photos, by arithmetic alone: nobody's picture, nobody's
 * place.
 *
 * <p>Here: scenes, metadata and the few formats the JDK does not write. Not here: what reads
 * photos; the samples themselves use only the committed files.
 */
@NullMarked
package io.millrace.samples.photo;

import org.jspecify.annotations.NullMarked;
