// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** What Lambda tells a handler about the invocation that is running. */
record SimulatedContext(Invocations invocations) implements Context {

  @Override
  public int getRemainingTimeInMillis() {
    return invocations.remainingMillis();
  }

  @Override
  public String getAwsRequestId() {
    return invocations.current().name;
  }

  @Override
  public String getFunctionName() {
    return "simulated";
  }

  @Override
  public String getFunctionVersion() {
    return "1";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:us-east-1:000000000000:function:simulated";
  }

  @Override
  public String getLogGroupName() {
    return "simulated";
  }

  @Override
  public String getLogStreamName() {
    return "simulated";
  }

  @Override
  public int getMemoryLimitInMB() {
    return 1_024;
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw new UnsupportedOperationException("Nobody signs in to a stage");
  }

  @Override
  public ClientContext getClientContext() {
    throw new UnsupportedOperationException("No mobile application calls a stage");
  }

  @Override
  public LambdaLogger getLogger() {
    throw new UnsupportedOperationException("Stages write to standard output");
  }
}
