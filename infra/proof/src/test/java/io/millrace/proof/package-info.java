// SPDX-License-Identifier: Apache-2.0
/**
 * The proof: all five stages on twins of their services, in one process on a virtual clock, under
 * faults at every call. A seed decides everything: what comes in, who is next, what goes wrong.
 *
 * <p>Here: the world and what must be true of it in the end. Not here: a stage, or anything that
 * knows how one does its work; stages come as {@code …UnderTest} from their own tests.
 *
 * <p>A long run, from the root of the repository: {@code ./mvnw -Dquick -pl infra/proof -am test
 * -Dtest=PipelinePropertyTest -Dsurefire.failIfNoSpecifiedTests=false -Djqwik.tries.default=20000}.
 * A failure names its seed.
 */
@NullMarked
package io.millrace.proof;

import org.jspecify.annotations.NullMarked;
