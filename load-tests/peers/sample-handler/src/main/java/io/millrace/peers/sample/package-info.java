// SPDX-License-Identifier: Apache-2.0

/**
 * A peer: the job of the enrich stage as a Lambda function, in the manner of the AWS
 * documentation's sample code. Nothing of Millrace may be used here.
 */
@NullMarked
package io.millrace.peers.sample;

import org.jspecify.annotations.NullMarked;
