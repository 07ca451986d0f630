// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands one cloud to every test that asks for it, started for the first and stopped behind the
 * last. The tests share it, so each uses names of its own and relies on no empty table.
 */
public final class SharedCloud implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(SharedCloud.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(Cloud.class);
  }

  @Override
  public Cloud resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Cloud.class, type -> start(), Cloud.class);
  }

  private static Cloud start() {
    BackendChoice choice = BackendChoice.of(System.getProperty(BackendChoice.PROPERTY, "local"));
    // So that nobody takes a green build for a run on them.
    System.out.println(choice.notRequested());
    return switch (choice) {
      case LOCAL -> local();
      case LOCALSTACK -> LocalStack.start();
      case AWS -> Aws.deploy();
    };
  }

  private static Cloud local() {
    try {
      return LocalCloudProcess.start(Files.createTempDirectory("millrace-e2e"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
