// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.fault;

import io.millrace.local.gateway.Service;
import io.millrace.local.gateway.ServiceError;
import java.util.Set;

/** The errors that services answer with when they are too busy or broken. [each API's reference] */
final class ServiceFaults {
  private static final Set<String> STREAMS =
      Set.of("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams");

  private ServiceFaults() {}

  static ServiceError throttle(Service service, String operation) {
    return switch (service) {
      case S3 -> new ServiceError(503, "SlowDown", "SlowDown", "Please reduce your request rate.");
      case DYNAMODB ->
          STREAMS.contains(operation)
              ? error(400, "LimitExceededException", "Too many requests for a shard.")
              : error(
                  400,
                  "ProvisionedThroughputExceededException",
                  "The level of configured provisioned throughput for the table was exceeded."
                      + " Consider increasing your provisioning level with the UpdateTable API.");
      case KINESIS ->
          error(
              400,
              "ProvisionedThroughputExceededException",
              "Rate exceeded for a shard under account 000000000000.");
      case LAMBDA -> error(429, "TooManyRequestsException", "Rate Exceeded.");
      case SQS -> error(400, "RequestThrottled", "Request is throttled.");
      case EVENTBRIDGE -> error(400, "ThrottlingException", "Rate exceeded");
      case CLOUDFORMATION, CLOUDWATCH, CODEDEPLOY, LOGS, STS, MILLRACE ->
          error(400, "Throttling", "Rate exceeded");
    };
  }

  static ServiceError error(Service service) {
    String code =
        switch (service) {
          case S3 -> "InternalError";
          case DYNAMODB -> "InternalServerError";
          case LAMBDA -> "ServiceException";
          case EVENTBRIDGE -> "InternalException";
          case CLOUDFORMATION, CLOUDWATCH, CODEDEPLOY, KINESIS, LOGS, SQS, STS, MILLRACE ->
              "InternalFailure";
        };
    return error(500, code, "We encountered an internal error. Please try again.");
  }

  private static ServiceError error(int status, String code, String message) {
    return new ServiceError(status, code, code, message);
  }
}
