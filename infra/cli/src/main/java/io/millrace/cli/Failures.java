// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalCloudException;
import io.millrace.shared.batch.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What went wrong, in one line for a person. */
final class Failures {

  private Failures() {}

  /**
   * @param backend where the command spoke to; null when it spoke to nobody
   */
  static String line(Throwable failure, @Nullable Backend backend) {
    String text =
        switch (failure) {
          case CommandException e -> message(e);
          case LocalCloudException e -> message(e);
          case AwsServiceException e -> service(e);
          case SdkClientException e -> client(e, backend);
          case UnavailableException e -> unavailable(e, backend);
          case UncheckedIOException e -> message(e) + file(e);
          case IOException e -> file(e);
          default -> unexpected(failure);
        };
    return text.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse(text);
  }

  private static String service(AwsServiceException e) {
    var details = e.awsErrorDetails();
    if (details == null) {
      return message(e);
    }
    return details.serviceName() + " says " + details.errorCode() + ": " + details.errorMessage();
  }

  private static String client(SdkClientException e, @Nullable Backend backend) {
    if (backend == null || !isCausedBy(e, ConnectException.class)) {
      return message(e);
    }
    return "Nothing answers at "
        + backend.where()
        + (backend.isAws() ? "" : ": start it with ./millrace up, or name another with --endpoint");
  }

  private static String unavailable(UnavailableException e, @Nullable Backend backend) {
    return switch (e.getCause()) {
      case SdkClientException cause -> client(cause, backend);
      case AwsServiceException cause -> message(e) + ": " + service(cause);
      case null, default -> message(e);
    };
  }

  private static String file(UncheckedIOException e) {
    IOException cause = e.getCause();
    return cause == null ? "" : ": " + file(cause);
  }

  private static String file(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case AccessDeniedException denied -> denied.getFile() + " may not be read or written";
      default -> message(e);
    };
  }

  private static String unexpected(Throwable e) {
    return e.getClass().getSimpleName() + ": " + message(e) + " (MILLRACE_DEBUG=1 shows where)";
  }

  private static String message(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (type.isInstance(e)) {
        return true;
      }
    }
    return false;
  }
}
