// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Events as Lambda gives them to a handler, and what it answers. */
final class LambdaJson {

  private LambdaJson() {}

  /** What a handler answers to an event that lies among the resources of the tests. */
  static String answer(RequestStreamHandler handler, String file) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (InputStream in = LambdaJson.class.getResourceAsStream("/events/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("No resource /events/" + file);
      }
      handler.handleRequest(in, answer, new FakeContext());
    } catch (IOException e) {
      throw new UncheckedIOException("Resource /events/" + file, e);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
