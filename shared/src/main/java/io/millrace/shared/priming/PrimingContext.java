// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.priming;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** Of an invocation that nobody made. */
final class PrimingContext implements Context {

  private static final String NAME = "priming";
  private static final int REMAINING_MILLIS = 60_000;
  private static final int MEMORY_MEGABYTES = 1_024;

  @Override
  public String getAwsRequestId() {
    return NAME;
  }

  @Override
  public String getLogGroupName() {
    return NAME;
  }

  @Override
  public String getLogStreamName() {
    return NAME;
  }

  @Override
  public String getFunctionName() {
    return NAME;
  }

  @Override
  public String getFunctionVersion() {
    return NAME;
  }

  @Override
  public String getInvokedFunctionArn() {
    return NAME;
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw new UnsupportedOperationException("Nobody invoked the function");
  }

  @Override
  public ClientContext getClientContext() {
    throw new UnsupportedOperationException("Nobody invoked the function");
  }

  @Override
  public int getRemainingTimeInMillis() {
    return REMAINING_MILLIS;
  }

  @Override
  public int getMemoryLimitInMB() {
    return MEMORY_MEGABYTES;
  }

  @Override
  public LambdaLogger getLogger() {
    throw new UnsupportedOperationException("Priming is silent");
  }
}
