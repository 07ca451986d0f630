// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static io.millrace.sink.CannedHttp.Failure.answer;
import static io.millrace.sink.CannedHttp.Failure.cancelled;
import static io.millrace.sink.CannedHttp.Failure.error;

import io.millrace.sink.CannedHttp.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every call that a stage makes of a service, with the errors that the service's API reference
 * lists for it and that AWS lists as common.
 */
enum ServiceCall {
  GET_OBJECT(
      "S3 GetObject",
      "ingest, transform",
      List.of(
          error(404, "NoSuchKey"),
          error(412, "PreconditionFailed"),
          error(503, "SlowDown"),
          error(400, "RequestTimeout"),
          error(404, "NoSuchBucket"),
          error(403, "InvalidObjectState"),
          error(403, "AccessDenied"))),
  PUT_OBJECT(
      "S3 PutObject",
      "ingest, enrich, transform, publish",
      List.of(
          error(503, "SlowDown"),
          error(400, "RequestTimeout"),
          error(404, "NoSuchBucket"),
          error(400, "EntityTooLarge"),
          error(403, "AccessDenied"))),
  PUT_RECORDS(
      "Kinesis PutRecords",
      "ingest",
      List.of(
          error(400, "ProvisionedThroughputExceededException"),
          error(400, "KMSThrottlingException"),
          answer(
              "an entry with ProvisionedThroughputExceededException",
              "{\"FailedRecordCount\":1,\"Records\":[{\"ErrorCode\":"
                  + "\"ProvisionedThroughputExceededException\"}]}"),
          answer(
              "an entry with InternalFailure",
              "{\"FailedRecordCount\":1,\"Records\":[{\"ErrorCode\":\"InternalFailure\"}]}"),
          error(400, "KMSDisabledException"),
          error(400, "KMSNotFoundException"),
          error(400, "KMSInvalidStateException"),
          error(400, "KMSAccessDeniedException"),
          error(400, "ResourceNotFoundException"),
          error(400, "InvalidArgumentException"),
          error(400, "AccessDeniedException"))),
  SEND_MESSAGES(
      "SQS SendMessageBatch",
      "ingest, enrich",
      List.of(
          error(400, "RequestThrottled"),
          error(400, "KmsThrottled"),
          answer(
              "an entry that is not the sender's fault",
              "{\"Successful\":[],\"Failed\":[{\"Id\":\"0\",\"SenderFault\":false,"
                  + "\"Code\":\"InternalError\"}]}"),
          answer(
              "an entry that is the sender's fault",
              "{\"Successful\":[],\"Failed\":[{\"Id\":\"0\",\"SenderFault\":true,"
                  + "\"Code\":\"InvalidMessageContents\"}]}"),
          error(400, "QueueDoesNotExist"),
          error(400, "BatchRequestTooLong"),
          error(403, "AccessDenied"))),
  DEFER_MESSAGES(
      "SQS ChangeMessageVisibilityBatch",
      "ingest, transform",
      List.of(
          error(400, "RequestThrottled"),
          answer(
              "an entry with ReceiptHandleIsInvalid",
              "{\"Successful\":[],\"Failed\":[{\"Id\":\"0\",\"SenderFault\":true,"
                  + "\"Code\":\"ReceiptHandleIsInvalid\"}]}"),
          error(400, "QueueDoesNotExist"),
          error(403, "AccessDenied"))),
  ACCEPT(
      "DynamoDB BatchWriteItem of records",
      "enrich, transform",
      dynamo(
          answer(
              "unprocessed items",
              "{\"UnprocessedItems\":{\"table\":[{\"PutRequest\":{\"Item\":{\"id\":"
                  + "{\"S\":\"a\"}}}}]}}"))),
  REJECT(
      "DynamoDB PutItem of rejects",
      "ingest, enrich, transform",
      dynamo(
          error(400, "ConditionalCheckFailedException"),
          error(400, "TransactionConflictException"),
          error(400, "ReplicatedWriteConflictException"))),
  CLAIM(
      "DynamoDB UpdateItem of claims",
      "ingest, transform",
      dynamo(
          new Failure(
              400,
              "ConditionalCheckFailedException",
              "ConditionalCheckFailedException",
              "{\"__type\":\"ConditionalCheckFailedException\",\"Item\":{\"id\":{\"S\":\"f#a\"},"
                  + "\"status\":{\"S\":\"COMPLETED\"},\"validation\":{\"S\":\"hash\"},"
                  + "\"expiration\":{\"N\":\"99999999999\"},\"data\":{\"S\":\"done\"}}}"),
          error(400, "TransactionConflictException"),
          error(400, "ReplicatedWriteConflictException"))),
  READ_HEAD("DynamoDB GetItem of the ledger", "aggregate", dynamo()),
  READ_MARKS("DynamoDB Query of the ledger", "aggregate", dynamo()),
  APPLY(
      "DynamoDB TransactWriteItems",
      "aggregate",
      dynamo(
          reason("ConditionalCheckFailed"),
          reason("TransactionConflict"),
          reason("ThrottlingError"),
          reason("ProvisionedThroughputExceeded"),
          reason("ValidationError"),
          error(400, "TransactionInProgressException"),
          error(400, "IdempotentParameterMismatchException"))),
  PUT_EVENTS(
      "EventBridge PutEvents",
      "publish",
      List.of(
          error(400, "ThrottlingException"),
          entry("ThrottlingException"),
          entry("InternalFailure"),
          entry("MalformedDetail"),
          entry("NotAuthorizedForSourceException"),
          error(400, "ValidationException"),
          error(400, "AccessDeniedException")));

  final String call;
  final String stages;
  private final List<Failure> own;

  ServiceCall(String call, String stages, List<Failure> own) {
    this.call = call;
    this.stages = stages;
    this.own = own;
  }

  /** What happens to any call: the dependency is down. */
  static List<Failure> down() {
    return List.of(
        Failure.silence(), error(500, "InternalError"), error(503, "ServiceUnavailable"));
  }

  List<Failure> failures() {
    List<Failure> all = new ArrayList<>(down());
    all.addAll(own);
    return all;
  }

  private static List<Failure> dynamo(Failure... more) {
    return Stream.concat(
            Stream.of(
                error(400, "ThrottlingException"),
                error(400, "ProvisionedThroughputExceededException"),
                error(400, "RequestLimitExceeded"),
                error(400, "ResourceNotFoundException"),
                error(400, "ValidationException"),
                error(400, "ItemCollectionSizeLimitExceededException"),
                error(400, "AccessDeniedException")),
            Stream.of(more))
        .toList();
  }

  private static Failure reason(String code) {
    return cancelled(
        "TransactionCanceledException for " + code,
        "{\"__type\":\"TransactionCanceledException\",\"CancellationReasons\":[{\"Code\":\"None\"},"
            + "{\"Code\":\""
            + code
            + "\"}]}");
  }

  private static Failure entry(String code) {
    return answer(
        "an entry with " + code,
        "{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorCode\":\"" + code + "\"}]}");
  }
}
