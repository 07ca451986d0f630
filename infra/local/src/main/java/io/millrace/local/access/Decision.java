// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import java.util.List;
import java.util.Map;

/**
 * Whether statements permit something: any Deny refuses, else any Allow permits, else it is
 * refused. [IAM User Guide, Policy evaluation logic]
 */
enum Decision {
  ALLOWED,
  /** No statement allows it. */
  NOT_ALLOWED,
  /** A statement denies it. */
  DENIED;

  static Decision of(List<Statement> statements, Need need, Map<String, String> context) {
    boolean allowed = false;
    for (Statement statement : statements) {
      if (statement.matches(need, context)) {
        if (!statement.allows()) {
          return DENIED;
        }
        allowed = true;
      }
    }
    return allowed ? ALLOWED : NOT_ALLOWED;
  }
}
