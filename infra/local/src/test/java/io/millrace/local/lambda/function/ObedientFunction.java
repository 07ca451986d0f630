// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Does what its event names: answer, throw, hang, exit, use up the memory. */
public final class ObedientFunction implements RequestStreamHandler {
  private int invocations;

  public ObedientFunction() {
    if ("yes".equals(System.getenv("BREAK_INIT"))) {
      throw new IllegalStateException("told not to start");
    }
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    invocations++;
    String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    System.out.println("seen " + event);
    if (event.contains("throw")) {
      throw new IllegalArgumentException("told to throw");
    } else if (event.contains("hang")) {
      hang();
    } else if (event.contains("exit")) {
      Runtime.getRuntime().halt(7);
    } else if (event.contains("memory")) {
      useUpMemory();
    }
    output.write(answer(context).getBytes(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("InfiniteLoop") // A function that hangs is the point.
  private static void hang() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  private static void useUpMemory() {
    List<byte[]> kept = new ArrayList<>();
    while (kept.size() < Integer.MAX_VALUE) {
      kept.add(new byte[16 * 1024 * 1024]);
    }
  }

  private String answer(Context context) {
    return "{\"invocations\":"
        + invocations
        + ",\"pid\":"
        + ProcessHandle.current().pid()
        + ",\"remainingMillis\":"
        + context.getRemainingTimeInMillis()
        + ",\"requestId\":\""
        + context.getAwsRequestId()
        + "\",\"arn\":\""
        + context.getInvokedFunctionArn()
        + "\",\"version\":\""
        + context.getFunctionVersion()
        + "\",\"variables\":\""
        + String.join(" ", new java.util.TreeSet<>(System.getenv().keySet()))
        + "\",\"greeting\":\""
        + System.getenv("GREETING")
        + "\",\"user\":\""
        + System.getenv("AWS_ACCESS_KEY_ID")
        + "\",\"tmp\":\""
        + System.getProperty("java.io.tmpdir")
        + "\"}";
  }
}
