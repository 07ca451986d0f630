// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

/** CodeDeploy, as its hook needs it. */
interface Deployments {

  /**
   * What a deployment moves.
   *
   * @throws IllegalArgumentException when it is none of Lambda's
   * @throws io.millrace.shared.batch.UnavailableException when it can't be asked now
   */
  Deployed get(String deploymentId);

  /**
   * Answers for a hook: the deployment goes on, or back.
   *
   * @param executionId of the hook's execution
   * @throws io.millrace.shared.batch.UnavailableException when it can't be told now
   */
  void answer(String deploymentId, String executionId, boolean succeeded);
}
