// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.observe.BatchReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an invocation logs is what the bill and the model take it to be. */
class LogBytesTest {

  /** CloudWatch Logs adds this to each event. [CloudWatch Logs quotas, PutLogEvents] */
  private static final int OVERHEAD = 26;

  /** Lambda's own lines in JSON at level INFO: start and report. [Lambda guide, log filtering] */
  private static final List<Integer> LAMBDA = List.of(160, 360);

  @Test
  void linesOfABatch_areWithinWhatTheModelTakes_andNotFarBelow() {
    PrintStream console = System.out;
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    System.setOut(new PrintStream(lines, true, StandardCharsets.UTF_8));
    try {
      new BatchReport("aggregate")
          .of(
              new BatchResult<>(List.of(), Counts.done(1_000, 0, 0)),
              context(),
              Map.of("transactions", 1L));
    } finally {
      System.setOut(console);
    }
    int ours = lines.size() + OVERHEAD;
    int lambdas = LAMBDA.stream().mapToInt(bytes -> bytes + OVERHEAD).sum();

    // Its metrics are in the same line.
    assertThat(lines.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    assertThat(ours + lambdas).isBetween(Bills.LOG_BYTES * 4 / 5, Bills.LOG_BYTES);
  }

  private static Context context() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                method.getReturnType() == int.class
                    ? (Object) 60_000
                    : "6f9619ff-8b86-d011-b42d-00cf4fc964ff");
  }
}
