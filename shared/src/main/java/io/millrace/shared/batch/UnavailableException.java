// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

import org.jspecify.annotations.Nullable;

/**
 * Bad luck: something the stage needs did not answer, answered too late, or said "later". Nothing
 * is known about the effect; the input is tried again. Only adapters throw it.
 */
public final class UnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnavailableException(String what) {
    this(what, null);
  }

  public UnavailableException(String what, @Nullable Throwable cause) {
    super(what, cause);
  }
}
