// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

/** An object of the failures bucket is no failed batch; the message says in what. */
final class WrongObjectException extends Exception {

  private static final long serialVersionUID = 1L;

  WrongObjectException(String message) {
    super(message);
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
