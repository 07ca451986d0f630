// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import io.millrace.local.LocalCloudConfig;

/** An error answer of Kinesis: the exception's name on the wire, and its message. */
final class KinesisException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String UNDER_ACCOUNT = " under account " + LocalCloudConfig.ACCOUNT;

  /** The exception, and the ErrorCode of one record among many. */
  static final String THROUGHPUT_EXCEEDED = "ProvisionedThroughputExceededException";

  private final String type;

  private KinesisException(String type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  String type() {
    return type;
  }

  static KinesisException noStream(String name) {
    return new KinesisException(
        "ResourceNotFoundException", "Stream " + name + UNDER_ACCOUNT + " not found.");
  }

  static KinesisException noShard(String stream, String shardId) {
    return new KinesisException(
        "ResourceNotFoundException",
        "Could not find shard " + shardId + " in stream " + stream + UNDER_ACCOUNT + ".");
  }

  static KinesisException streamExists(String name) {
    return new KinesisException(
        "ResourceInUseException", "Stream " + name + UNDER_ACCOUNT + " already exists.");
  }

  static KinesisException closedShard(String stream, String shardId) {
    return new KinesisException(
        "ResourceInUseException",
        "Shard "
            + shardId
            + " in stream "
            + stream
            + UNDER_ACCOUNT
            + " has already been merged or split, and thus is not eligible for merging or splitting.");
  }

  static KinesisException expiredIterator(String message) {
    return new KinesisException("ExpiredIteratorException", message);
  }

  static KinesisException invalidArgument(String message) {
    return new KinesisException("InvalidArgumentException", message);
  }

  /** A member of the request that breaks its declared constraint. */
  static KinesisException validation(String member, String constraint) {
    return new KinesisException(
        "ValidationException",
        "1 validation error detected: Value at '"
            + member
            + "' failed to satisfy constraint: "
            + constraint);
  }

  /** A request that is not for a stream like this. */
  static KinesisException invalidRequest(String message) {
    return new KinesisException("ValidationException", message);
  }

  static KinesisException limitExceeded(String message) {
    return new KinesisException("LimitExceededException", message);
  }

  static KinesisException throughputExceeded(String stream, String shardId) {
    return new KinesisException(THROUGHPUT_EXCEEDED, rateExceeded(stream, shardId));
  }

  static String rateExceeded(String stream, String shardId) {
    return "Rate exceeded for shard " + shardId + " in stream " + stream + UNDER_ACCOUNT + ".";
  }

  static KinesisException enhancedFanOut(String operation) {
    return new KinesisException(
        "UnknownOperationException",
        operation
            + " is of enhanced fan-out, which the local cloud does not support; readers share the stream by GetRecords.");
  }

  static KinesisException unknownOperation(String operation) {
    return new KinesisException(
        "UnknownOperationException", "The local Kinesis has no operation '" + operation + "'.");
  }
}
