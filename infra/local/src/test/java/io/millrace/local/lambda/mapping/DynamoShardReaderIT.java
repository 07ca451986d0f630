// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.access.RequestSigner;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.engine.DynamoDbProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class DynamoShardReaderIT extends ShardReaderContract {
  private static final Path LIB = Path.of("..", "engines", "dynamodb-local", "target", "lib");
  private static final long WRITTEN = 1_700_000_000_123L;

  @TempDir private static Path directory;
  private static DynamoDbProcess engine;
  private static DynamoDbClient dynamo;
  private static DynamoDbStreamsClient streams;
  private static SdkHttpClient http;
  private static RecordsCall getRecords;
  private static int tables;

  private String table;
  private String arn;
  private int written;

  @BeforeAll
  static void startEngine() {
    engine =
        DynamoDbProcess.start(
            Path.of(System.getProperty("java.home")), LIB, directory, Optional.empty());
    dynamo = TestClients.to(engine.endpoint(), DynamoDbClient.builder());
    streams = TestClients.to(engine.endpoint(), DynamoDbStreamsClient.builder());
    http = UrlConnectionHttpClient.create();
    getRecords =
        new RecordsCall(
            engine.endpoint(),
            http,
            new RequestSigner("millrace", "millrace-local", InstantSource.system()));
  }

  @AfterAll
  static void stopEngine() {
    dynamo.close();
    streams.close();
    http.close();
    engine.close();
  }

  /** A table of its own for every test; deleting one slows the engine down. */
  @BeforeEach
  void createTable() {
    table = "records-" + tables;
    tables++;
    arn = TestTables.create(dynamo, table);
  }

  @Override
  ShardReader reader() {
    return new DynamoShardReader(
        streams,
        getRecords,
        new MappingIdentity(
            "uuid", SourceKind.DYNAMODB, arn, "arn:function", "arn:role", "us-east-1"),
        (name, keys) -> name.equals(table) ? OptionalLong.of(WRITTEN) : OptionalLong.empty(),
        InstantSource.system());
  }

  @Override
  void write(int count) {
    for (int i = 0; i < count; i++) {
      put(Map.of("id", AttributeValue.fromS("item-" + written)));
      written++;
    }
  }

  private void put(Map<String, AttributeValue> item) {
    dynamo.putItem(request -> request.tableName(table).item(item));
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "DynamoDB Streams",
      page = "ddb:Streams",
      says = "A write that changes nothing makes no record.")
  void writeThatChangesNothing_makesNoRecord() throws SourceException {
    Map<String, AttributeValue> item =
        Map.of("id", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1"));
    put(item);
    put(item);
    put(Map.of("id", AttributeValue.fromS("b")));
    String shard = reader().shards().getFirst().id();

    var page = reader().open(shard, Optional.empty(), new StartingPosition.TrimHorizon()).read();

    assertThat(page.records())
        .extracting(StreamRecord::lane)
        .containsExactly("{\"id\":{\"S\":\"a\"}}", "{\"id\":{\"S\":\"b\"}}");
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "DynamoDB event",
      page = "with-ddb",
      says = "Records have keys, images in DynamoDB's JSON, sequence number, view type and time.",
      note = "the time is that of the write, whatever the engine says")
  void record_looksAsLambdaSendsIt_withTheTrueTimeOfItsWrite()
      throws SourceException, JsonProcessingException {
    put(Map.of("id", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1")));
    put(
        Map.of(
            "id", AttributeValue.fromS("a"),
            "flag", AttributeValue.fromBool(true),
            "bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("x")),
            "names", AttributeValue.fromSs(List.of("y"))));
    String shard = reader().shards().getFirst().id();

    var page = reader().open(shard, Optional.empty(), new StartingPosition.TrimHorizon()).read();

    StreamRecord modified = page.records().get(1);
    assertThat(modified.arrivedAtMillis()).isEqualTo(WRITTEN);
    assertThat(modified.lane()).isEqualTo("{\"id\":{\"S\":\"a\"}}");
    JsonNode json = new ObjectMapper().readTree(modified.json());
    assertThat(json.path("eventName").asText()).isEqualTo("MODIFY");
    assertThat(json.path("eventSource").asText()).isEqualTo("aws:dynamodb");
    assertThat(json.path("eventSourceARN").asText()).isEqualTo(arn);
    JsonNode change = json.path("dynamodb");
    assertThat(change.path("ApproximateCreationDateTime").asLong()).isEqualTo(1_700_000_000L);
    assertThat(change.path("SequenceNumber").asText()).isEqualTo(modified.sequenceNumber());
    assertThat(change.path("StreamViewType").asText()).isEqualTo("NEW_AND_OLD_IMAGES");
    assertThat(change.path("OldImage").path("n").path("N").asText()).isEqualTo("1");
    assertThat(change.path("NewImage").path("flag").path("BOOL").asBoolean()).isTrue();
    assertThat(change.path("NewImage").path("bytes").path("B").asText()).isEqualTo("eA==");
    assertThat(change.path("NewImage").path("names").toString()).isEqualTo("{\"SS\":[\"y\"]}");
  }

  @Test
  void everyTypeOfAttribute_comesAsTheEngineSaysIt()
      throws SourceException, JsonProcessingException {
    put(
        Map.ofEntries(
            Map.entry("id", AttributeValue.fromS("ключ \"1\" \\ \n 😀")),
            Map.entry("n", AttributeValue.fromN("12345678901234567890.123456789")),
            Map.entry("b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, 62}))),
            Map.entry("ns", AttributeValue.fromNs(List.of("0.1", "-7"))),
            Map.entry("bs", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("z")))),
            Map.entry("null", AttributeValue.fromNul(true)),
            Map.entry(
                "list",
                AttributeValue.fromL(
                    List.of(
                        AttributeValue.fromM(Map.of("Keys", AttributeValue.fromBool(false))),
                        AttributeValue.fromS("]}"))))));
    put(Map.of("id", AttributeValue.fromS("next")));
    String shard = reader().shards().getFirst().id();

    var page = reader().open(shard, Optional.empty(), new StartingPosition.TrimHorizon()).read();

    assertThat(page.records()).hasSize(2);
    JsonNode json = new ObjectMapper().readTree(page.records().getFirst().json());
    JsonNode image = json.path("dynamodb").path("NewImage");
    assertThat(json.path("dynamodb").path("Keys").path("id")).isEqualTo(image.path("id"));
    assertThat(image.path("id").path("S").asText()).isEqualTo("ключ \"1\" \\ \n 😀");
    assertThat(image.path("n").path("N").textValue()).isEqualTo("12345678901234567890.123456789");
    assertThat(image.path("b").path("B").textValue()).isEqualTo("AP8+");
    assertThat(image.path("ns").path("NS").valueStream().map(JsonNode::textValue))
        .containsExactlyInAnyOrder("0.1", "-7");
    assertThat(image.path("bs")).hasToString("{\"BS\":[\"eg==\"]}");
    assertThat(image.path("null")).hasToString("{\"NULL\":true}");
    assertThat(image.path("list"))
        .hasToString("{\"L\":[{\"M\":{\"Keys\":{\"BOOL\":false}}},{\"S\":\"]}\"}]}");
  }

  @Test
  void answerThatRefuses_isAnErrorThatSaysWhy() {
    assertThatThrownBy(() -> getRecords.page("no-iterator"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("answered 400: ")
        .hasMessageContaining("Exception");
  }
}
