// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.function.IntSupplier;

/** What Lambda tells a handler about its invocation; the time that remains is an input. */
record FakeContext(IntSupplier remainingMillis) implements Context {

  FakeContext() {
    this(() -> 60_000);
  }

  @Override
  public int getRemainingTimeInMillis() {
    return remainingMillis.getAsInt();
  }

  @Override
  public String getAwsRequestId() {
    return "request-1";
  }

  @Override
  public String getLogGroupName() {
    return "/millrace/test";
  }

  @Override
  public String getLogStreamName() {
    return "test";
  }

  @Override
  public String getFunctionName() {
    return "millrace-test";
  }

  @Override
  public String getFunctionVersion() {
    return "1";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:us-east-1:000000000000:function:millrace-test";
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
  public int getMemoryLimitInMB() {
    return 1_024;
  }

  @Override
  public LambdaLogger getLogger() {
    throw new UnsupportedOperationException("Stages write to standard output");
  }
}
