// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds data (buckets, queues, tables, the stream), from the committed template. */
class DataTest {

  private final JsonNode resources = Golden.read(Golden.FILE).path("Resources");

  @ParameterizedTest
  @CsvSource({
    "UploadsQueue, UploadsDeadLetterQueue, UploadFunction",
    "ResizeQueue, ResizeDeadLetterQueue, ResizeFunction",
  })
  void queue_givesSixTimeouts_andFiveTries(String id, String deadLetters, String function) {
    JsonNode queue = properties(id, "AWS::SQS::Queue");
    int timeout = properties(function, "AWS::Lambda::Function").path("Timeout").asInt();

    assertThat(queue.path("VisibilityTimeout").asInt()).isEqualTo(6 * timeout);
    assertThat(queue.at("/RedrivePolicy/maxReceiveCount").asInt()).isEqualTo(5);
    assertThat(queue.at("/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt/0").asText())
        .isEqualTo(deadLetters);
    assertThat(properties(deadLetters, "AWS::SQS::Queue").path("MessageRetentionPeriod").asInt())
        .isEqualTo(14 * 86_400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UploadsBucket",
        "RenditionsBucket",
        "ArchiveBucket",
        "RejectsBucket",
        "FailuresBucket",
        "ReferenceBucket",
        "AccessLogsBucket"
      })
  void bucket_isPrivate_encrypted_andStays(String id) {
    JsonNode bucket = properties(id, "AWS::S3::Bucket");

    assertThat(resources.path(id).path("DeletionPolicy").asText()).isEqualTo("Retain");
    assertThat(bucket.path("BucketEncryption").toString()).contains("AES256");
    assertThat(bucket.path("PublicAccessBlockConfiguration"))
        .hasSize(4)
        .allMatch(JsonNode::asBoolean);
    assertThat(properties(id + "Policy", "AWS::S3::BucketPolicy").toString())
        .contains("\"Deny\"", "\"aws:SecureTransport\":\"false\"", "\"s3:TlsVersion\":1.2");
    assertThat(bucket.at("/OwnershipControls/Rules/0/ObjectOwnership").asText())
        .isEqualTo("BucketOwnerEnforced");
    assertThat(bucket.path("LifecycleConfiguration").findValues("DaysAfterInitiation"))
        .singleElement()
        .satisfies(days -> assertThat(days.asInt()).isEqualTo(7));
  }

  @ParameterizedTest
  @CsvSource({
    "UploadsBucket, true",
    "ArchiveBucket, true",
    "RenditionsBucket, false",
    "RejectsBucket, false",
    "FailuresBucket, false",
    "AccessLogsBucket, false",
  })
  void bucketThatCannotBeMadeAgain_keepsFormerVersionsForAWhile(String id, boolean versioned) {
    JsonNode bucket = properties(id, "AWS::S3::Bucket");

    assertThat(bucket.at("/VersioningConfiguration/Status").asText("none"))
        .isEqualTo(versioned ? "Enabled" : "none");
    assertThat(bucket.findValues("NoncurrentDays")).hasSize(versioned ? 1 : 0);
    assertThat(bucket.findValuesAsText("StorageClass"))
        .isEqualTo(versioned ? List.of("INTELLIGENT_TIERING") : List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UploadsQueue",
        "UploadsDeadLetterQueue",
        "ResizeQueue",
        "ResizeDeadLetterQueue",
        "SchedulesDeadLetterQueue"
      })
  void queue_isEncrypted_andSpokenToByTlsOnly(String id) {
    assertThat(properties(id, "AWS::SQS::Queue").path("SqsManagedSseEnabled").asBoolean()).isTrue();
    assertThat(properties(id + "Policy", "AWS::SQS::QueuePolicy").toString())
        .contains("\"Deny\"", "\"aws:SecureTransport\":\"false\"");
  }

  @Test
  void eventsStream_isEncrypted() {
    assertThat(
            properties("EventsStream", "AWS::Kinesis::Stream")
                .at("/StreamEncryption/EncryptionType")
                .asText())
        .isEqualTo("KMS");
  }

  @ParameterizedTest
  @CsvSource({
    "UploadsBucket, uploads",
    "RenditionsBucket, renditions",
    "ArchiveBucket, archive",
    "RejectsBucket, rejects",
    "FailuresBucket, failures",
  })
  void bucket_logsAccess_whereOnlyItMayLog(String id, String name) {
    JsonNode logging = properties(id, "AWS::S3::Bucket").path("LoggingConfiguration");
    assertThat(logging.at("/DestinationBucketName/Ref").asText()).isEqualTo("AccessLogsBucket");
    assertThat(logging.path("LogFilePrefix").asText()).isEqualTo(name + "/");

    assertThat(
            properties("AccessLogsBucketPolicy", "AWS::S3::BucketPolicy")
                .at("/PolicyDocument/Statement"))
        .filteredOn(statement -> statement.path("Sid").asText().equals(id + "Logs"))
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(statement.at("/Principal/Service").asText())
                  .isEqualTo("logging.s3.amazonaws.com");
              assertThat(statement.at("/Condition/ArnEquals/aws:SourceArn/Fn::Sub").asText())
                  .contains(":s3:::${AWS::StackName}-" + name + "-");
              assertThat(statement.path("Resource").toString()).contains("/" + name + "/*");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"RejectsBucket", "FailuresBucket"})
  void bucketOfOriginals_forgetsAfterTwoWeeks(String id) {
    JsonNode rule = properties(id, "AWS::S3::Bucket").at("/LifecycleConfiguration/Rules/0");

    assertThat(rule.path("ExpirationInDays").asInt()).isEqualTo(14);
    assertThat(rule.path("Status").asText()).isEqualTo("Enabled");
    assertThat(rule.has("Prefix")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RecordsTable", "AggregatesTable"})
  void table_isRecoverable_expires_andStays(String id) {
    JsonNode table = properties(id, "AWS::DynamoDB::Table");

    assertThat(resources.path(id).path("DeletionPolicy").asText()).isEqualTo("Retain");
    assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
    assertThat(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled").asBoolean())
        .isTrue();
    assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("expireAt");
  }

  @Test
  void idempotencyTable_isLaidOutAsPowertoolsDocuments_andGoesWithTheStack() {
    JsonNode table = properties("IdempotencyTable", "AWS::DynamoDB::Table");

    assertThat(resources.at("/IdempotencyTable/DeletionPolicy").asText()).isEqualTo("Delete");
    assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
    assertThat(table.at("/KeySchema/0/AttributeName").asText()).isEqualTo("id");
    assertThat(table.path("KeySchema")).hasSize(1);
    assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("expiration");
  }

  @Test
  void recordsTable_streamsBothImages() {
    assertThat(
            properties("RecordsTable", "AWS::DynamoDB::Table")
                .at("/StreamSpecification/StreamViewType")
                .asText())
        .isEqualTo("NEW_AND_OLD_IMAGES");
  }

  @Test
  void recordsTable_findsRejectsByStageAndTime_andIndexesNothingElse() {
    JsonNode index =
        properties("RecordsTable", "AWS::DynamoDB::Table").at("/GlobalSecondaryIndexes/0");

    assertThat(index.path("IndexName").asText()).isEqualTo("rejects");
    assertThat(index.path("KeySchema").findValuesAsText("AttributeName"))
        .containsExactly("stage", "time");
    assertThat(index.at("/Projection/ProjectionType").asText()).isEqualTo("ALL");
  }

  @Test
  void uploadsBucket_notifiesItsQueue_whichLetsOnlyItSend() {
    JsonNode target =
        properties("UploadsBucket", "AWS::S3::Bucket")
            .at("/NotificationConfiguration/QueueConfigurations/0");
    assertThat(target.path("Event").asText()).isEqualTo("s3:ObjectCreated:*");
    assertThat(target.at("/Queue/Fn::GetAtt/0").asText()).isEqualTo("UploadsQueue");
    assertThat(resources.at("/UploadsBucket/DependsOn"))
        .extracting(JsonNode::asText)
        .containsExactly("AccessLogsBucketPolicy", "UploadsQueuePolicy");

    assertThat(properties("UploadsQueuePolicy", "AWS::SQS::QueuePolicy").findValues("Condition"))
        .anySatisfy(
            condition -> {
              assertThat(condition.at("/ArnEquals/aws:SourceArn/Fn::Sub").asText())
                  .endsWith(":s3:::${AWS::StackName}-uploads-${AWS::AccountId}-${AWS::Region}");
              assertThat(condition.at("/StringEquals/aws:SourceAccount/Ref").asText())
                  .isEqualTo("AWS::AccountId");
            });
  }

  private JsonNode properties(String id, String type) {
    assertThat(resources.at("/" + id + "/Type").asText()).as(id).isEqualTo(type);
    return resources.path(id).path("Properties");
  }
}
