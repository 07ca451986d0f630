// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.gateway.Backend;
import io.millrace.local.gateway.Gateway;
import io.millrace.local.gateway.Service;
import io.millrace.local.http.HttpReply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests as they come over the wire, and the permissions each needs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTest {
  private static final String REGIONAL = ":us-east-1:000000000000:";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Gateway gateway = Gateway.bind(0);

  @BeforeAll
  void start() {
    Map<Service, Backend> services = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      services.put(service, call -> call.reply(HttpReply.empty(500)));
    }
    gateway.start(
        services,
        (call, service, backend) ->
            call.reply(
                new HttpReply(
                    200,
                    Map.of(),
                    text(Operations.of(service, call)).getBytes(StandardCharsets.UTF_8))));
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "GET;/;ListBuckets s3:ListAllMyBuckets=*",
        "GET;/b/a%20b/c;GetObject s3:GetObject=arn:aws:s3:::b/a b/c",
        "GET;/b/c?versionId=1;GetObject s3:GetObjectVersion=arn:aws:s3:::b/c",
        "PUT;/b/c;PutObject s3:PutObject=arn:aws:s3:::b/c",
        "DELETE;/b/c;DeleteObject s3:DeleteObject=arn:aws:s3:::b/c",
        "POST;/b/c?uploads;CreateMultipartUpload s3:PutObject=arn:aws:s3:::b/c",
        "PUT;/b/c?partNumber=1&uploadId=u;UploadPart s3:PutObject=arn:aws:s3:::b/c",
        "POST;/b/c?uploadId=u;CompleteMultipartUpload s3:PutObject=arn:aws:s3:::b/c",
        "DELETE;/b/c?uploadId=u;AbortMultipartUpload s3:AbortMultipartUpload=arn:aws:s3:::b/c",
        "GET;/b/c?uploadId=u;ListParts s3:ListMultipartUploadParts=arn:aws:s3:::b/c",
        "PUT;/b/c?tagging;PutObjectTagging s3:PutObjectTagging=arn:aws:s3:::b/c",
        "GET;/b?list-type=2&prefix=x;ListObjectsV2 s3:ListBucket=arn:aws:s3:::b{s3:prefix=x}",
        "GET;/b;ListObjects s3:ListBucket=arn:aws:s3:::b{s3:prefix=}",
        "PUT;/b;CreateBucket s3:CreateBucket=arn:aws:s3:::b",
        "POST;/b?delete;DeleteObjects s3:DeleteObject=arn:aws:s3:::b/*",
        "GET;/b?encryption;GetBucketEncryption s3:GetEncryptionConfiguration=arn:aws:s3:::b",
        "PUT;/b?notification;PutBucketNotificationConfiguration s3:PutBucketNotification=arn:aws:s3:::b",
        "POST;/2015-03-31/functions/f/invocations;Invoke lambda:InvokeFunction=arn:aws:lambda"
            + REGIONAL
            + "function:f",
        "POST;/2015-03-31/functions/f/invocations?Qualifier=live;Invoke lambda:InvokeFunction=arn:aws:lambda"
            + REGIONAL
            + "function:f:live",
        "POST;/2015-03-31/functions/f:live/invocations;Invoke lambda:InvokeFunction=arn:aws:lambda"
            + REGIONAL
            + "function:f:live",
        "POST;/2015-03-31/functions/f/versions;PublishVersion lambda:PublishVersion=arn:aws:lambda"
            + REGIONAL
            + "function:f",
        "PUT;/2015-03-31/functions/f/aliases/live;UpdateAlias lambda:UpdateAlias=arn:aws:lambda"
            + REGIONAL
            + "function:f",
        "GET;/2015-03-31/functions/;ListFunctions lambda:ListFunctions=*",
        "POST;/2015-03-31/event-source-mappings/;CreateEventSourceMapping lambda:CreateEventSourceMapping=*",
      })
  void paths(String method, String path, String expected) throws Exception {
    assertThat(answer(method, path, "", "")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "DynamoDB_20120810.PutItem;{'TableName':'t'};PutItem dynamodb:PutItem=TABLE/t",
        "DynamoDB_20120810.Query;{'TableName':'t','IndexName':'i'};Query dynamodb:Query=TABLE/t/index/i",
        "DynamoDB_20120810.GetItem;{'TableName':'arn:aws:dynamodb:ddblocal:000000000000:table/t'};"
            + "GetItem dynamodb:GetItem=TABLE/t",
        "DynamoDB_20120810.ListTables;{};ListTables dynamodb:ListTables=*",
        "DynamoDB_20120810.BatchWriteItem;{'RequestItems':{'t':[],'u':[]}};"
            + "BatchWriteItem dynamodb:BatchWriteItem=TABLE/t dynamodb:BatchWriteItem=TABLE/u",
        "DynamoDB_20120810.TransactWriteItems;{'TransactItems':[{'Put':{'TableName':'t'}},"
            + "{'Put':{'TableName':'t'}},{'Update':{'TableName':'t'}},{'ConditionCheck':{'TableName':'u'}}]};"
            + "TransactWriteItems dynamodb:PutItem=TABLE/t{dynamodb:EnclosingOperation=TransactWriteItems}"
            + " dynamodb:UpdateItem=TABLE/t{dynamodb:EnclosingOperation=TransactWriteItems}"
            + " dynamodb:ConditionCheckItem=TABLE/u{dynamodb:EnclosingOperation=TransactWriteItems}",
        "DynamoDBStreams_20120810.DescribeStream;{'StreamArn':'arn:aws:dynamodb:ddblocal:000000000000:table/t/stream/1'};"
            + "DescribeStream dynamodb:DescribeStream=TABLE/t/stream/1",
        "DynamoDBStreams_20120810.GetRecords;{'ShardIterator':'000|arn:aws:dynamodb:ddblocal:000000000000:table/t/stream/1|x'};"
            + "GetRecords dynamodb:GetRecords=TABLE/t/stream/1",
        "DynamoDBStreams_20120810.ListStreams;{'TableName':'t'};ListStreams dynamodb:ListStreams=TABLE/t/stream/*",
        "Kinesis_20131202.PutRecords;{'StreamName':'s'};PutRecords kinesis:PutRecords=STREAM/s",
        "Kinesis_20131202.GetRecords;{'ShardIterator':'ITERATOR'};GetRecords kinesis:GetRecords=STREAM/s",
        "Kinesis_20131202.ListStreams;{};ListStreams kinesis:ListStreams=*",
        "AmazonSQS.SendMessageBatch;{'QueueUrl':'http://h/000000000000/q'};SendMessageBatch sqs:SendMessage=QUEUE:q",
        "AmazonSQS.GetQueueUrl;{'QueueName':'q'};GetQueueUrl sqs:GetQueueUrl=QUEUE:q",
        "AWSEvents.PutEvents;{'Entries':[{'EventBusName':'b'},{'EventBusName':'b'},{}]};"
            + "PutEvents events:PutEvents=BUS/b events:PutEvents=BUS/default",
      })
  void targets(String target, String body, String expected) throws Exception {
    String iterator =
        Base64.getEncoder().encodeToString("s|1|shard".getBytes(StandardCharsets.UTF_8));
    String arns =
        expected
            .replace("TABLE", "arn:aws:dynamodb" + REGIONAL + "table")
            .replace("STREAM/", "arn:aws:kinesis" + REGIONAL + "stream/")
            .replace("QUEUE", "arn:aws:sqs:us-east-1:000000000000")
            .replace("BUS", "arn:aws:events" + REGIONAL + "event-bus");
    String json = body.replace('\'', '"').replace("ITERATOR", iterator);
    assertThat(answer("POST", "/", target, json)).isEqualTo(arns);
  }

  private String answer(String method, String path, String target, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create(gateway.endpoint() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body));
    if (!target.isEmpty()) {
      request.header("X-Amz-Target", target);
    }
    return http.send(request.build(), BodyHandlers.ofString()).body();
  }

  private static String text(Operation operation) {
    List<String> words = new ArrayList<>(List.of(operation.name()));
    for (Need need : operation.needs()) {
      String context =
          need.context().entrySet().stream()
              .map(Object::toString)
              .sorted()
              .collect(Collectors.joining(","));
      words.add(
          need.action() + "=" + need.resource() + (context.isEmpty() ? "" : "{" + context + "}"));
    }
    return String.join(" ", words);
  }
}
