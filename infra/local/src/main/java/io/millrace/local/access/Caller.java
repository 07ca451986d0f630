// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

/**
 * Who made a request.
 *
 * @param name of the function for FUNCTION and POLLER, of the service for SERVICE, else one word
 */
public record Caller(Kind kind, String name) {

  /** What somebody's permissions come from. */
  public enum Kind {
    /** The owner of the account, who may do everything. */
    USER,
    /** A function's own code, with the function's role. */
    FUNCTION,
    /** Lambda's event source mapping, which acts with the function's role. */
    POLLER,
    /** A service of the local cloud that does for the user what the user asked for. */
    SERVICE,
    /** Nobody known. */
    UNKNOWN
  }

  static final Caller THE_USER = new Caller(Kind.USER, "user");

  static final Caller UNKNOWN = new Caller(Kind.UNKNOWN, "unknown");

  /** Whether the function's role decides what this caller may. */
  boolean hasRole() {
    return kind == Kind.FUNCTION || kind == Kind.POLLER;
  }

  /** One word, for tables: {@code user}, {@code fn:NAME}, {@code poller:NAME}, {@code svc:NAME}. */
  public String label() {
    return switch (kind) {
      case USER, UNKNOWN -> name;
      case FUNCTION -> "fn:" + name;
      case POLLER -> "poller:" + name;
      case SERVICE -> "svc:" + name;
    };
  }
}
