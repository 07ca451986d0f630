// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a line {@code got <identifier>} for every record of any source; fails a batch with the
 * partition key or body named in {@code POISON}. Answers with a state, which only mappings with a
 * window look at.
 */
public final class CountingFunction implements RequestStreamHandler {
  private static final Pattern IDENTIFIER =
      Pattern.compile("\"(?:sequenceNumber|SequenceNumber|messageId)\":\"([^\"]+)\"");

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    String poison = System.getenv().getOrDefault("POISON", "");
    if (!poison.isEmpty() && event.contains("\"" + poison + "\"")) {
      throw new IllegalStateException("poisoned");
    }
    StringBuilder lines = new StringBuilder();
    Matcher identifiers = IDENTIFIER.matcher(event);
    while (identifiers.find()) {
      lines.append("got ").append(identifiers.group(1)).append('\n');
    }
    System.out.print(lines);
    output.write("{\"batchItemFailures\":[],\"state\":{}}".getBytes(StandardCharsets.UTF_8));
  }
}
