// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A program that starts DynamoDB Local, says which process that is, and waits to be killed. */
final class EngineOwner {
  private EngineOwner() {}

  @SuppressWarnings({
    "SystemOut",
    "resource"
  }) // says one thing to the test, and never closes the engine
  public static void main(String[] arguments) throws IOException {
    DynamoDbProcess engine =
        DynamoDbProcess.start(
            Path.of(System.getProperty("java.home")),
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            Optional.empty());
    System.out.println(engine.handle().pid());
    System.in.read();
  }
}
