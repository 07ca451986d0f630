// SPDX-License-Identifier: Apache-2.0
/**
 * The stage that makes renditions of photos and owns the part {@code photo} of a record.
 *
 * <p>Here: the stage, the port to an image engine, and the portable engine. Not here: reading EXIF
 * for its facts (ingest did), places (enrich did), or another stage's items.
 */
@NullMarked
package io.millrace.transform;

import org.jspecify.annotations.NullMarked;
