// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.util.Optional;

/** The services whose resources can be a mapping's source. */
public enum SourceKind {
  KINESIS("kinesis"),
  DYNAMODB("dynamodb"),
  SQS("sqs");

  private final String service;

  SourceKind(String service) {
    this.service = service;
  }

  /** By the service in an ARN. */
  public static Optional<SourceKind> of(String arn) {
    String[] parts = arn.split(":", 6);
    if (parts.length < 6 || !parts[0].equals("arn")) {
      return Optional.empty();
    }
    for (SourceKind kind : values()) {
      if (kind.service.equals(parts[2])) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
