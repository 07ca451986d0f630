// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.batch.UnavailableException;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Tells bad luck from faults of ours in what the SDK throws: luck becomes {@link
 * UnavailableException}; anything else (no permission, no such table, a request we built wrongly)
 * goes on as it is, is retried like a bug and ends where the operator sees it, never among the
 * rejects.
 */
public final class Luck {

  private static final int SERVER_FAULT = 500;

  /** Error codes that say "later" although the status is 400. */
  private static final Set<String> LATER =
      Set.of(
          "LimitExceededException",
          "KMSThrottlingException",
          "KMS.ThrottlingException",
          "KmsThrottled",
          "TransactionConflictException",
          "ReplicatedWriteConflictException",
          "InternalFailure",
          "TransactionInProgressException",
          "RequestTimeout");

  private Luck() {}

  /** Runs a call and translates its bad luck. */
  public static <T> T translating(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      if (isLuck(e)) {
        throw new UnavailableException(what, e);
      }
      throw e;
    } catch (SdkClientException e) {
      // No answer: connection refused or cut, time out, no credentials served right now.
      throw new UnavailableException(what, e);
    }
  }

  /** Whether the same call may succeed later, with nobody changing anything. */
  public static boolean isLuck(AwsServiceException e) {
    return e.isThrottlingException()
        || e.isRetryableException()
        || e.statusCode() >= SERVER_FAULT
        || (e.awsErrorDetails() != null && LATER.contains(e.awsErrorDetails().errorCode()));
  }
}
