// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

/**
 * Where asynchronous invocations leave what became of them. A failing outlet is logged, as on AWS
 * nobody hears of it.
 */
interface AsyncOutlet {
  /** To a queue or a bucket, by its ARN. */
  void tell(String destinationArn, AsyncRecord outcome);

  /** The event itself, with what went wrong as attributes. */
  void deadLetter(String queueArn, AsyncRecord outcome);
}
