// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.local.engine.DynamoDbProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Every way to write stamps its keys, on tables with a stream and on no others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoDbBackendIT {
  @TempDir(cleanup = CleanupMode.NEVER) // the engine's log is open until it is closed
  private static Path workDir;

  private final AtomicLong now = new AtomicLong(1_000);
  private final WriteStamps stamps = new WriteStamps();
  private DynamoDbProcess engine;
  private Gateway gateway;
  private DynamoDbClient dynamoDb;

  @BeforeAll
  void start() {
    Path lib = Path.of("../engines/dynamodb-local/target/lib").toAbsolutePath().normalize();
    engine =
        DynamoDbProcess.start(
            Path.of(System.getProperty("java.home")), lib, workDir, Optional.empty());
    gateway = Gateway.bind(0);
    gateway.start(
        Map.of(
            Service.DYNAMODB,
            new DynamoDbBackend(
                new Upstream(engine.endpoint()), stamps, () -> Instant.ofEpochMilli(now.get()))));
    dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(gateway.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("fn-with-dashes", "x")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    create("streamed", true);
    create("plain", false);
  }

  @AfterAll
  void close() {
    gateway.close();
    engine.close();
  }

  @Test
  void everyKindOfWrite_stampsItsKey() {
    now.set(2_000);
    dynamoDb.putItem(b -> b.tableName("streamed").item(item("put")));
    dynamoDb.updateItem(b -> b.tableName("streamed").key(item("update")));
    dynamoDb.deleteItem(b -> b.tableName("streamed").key(item("delete")));
    dynamoDb.batchWriteItem(
        b ->
            b.requestItems(
                Map.of(
                    "streamed",
                    List.of(
                        WriteRequest.builder().putRequest(p -> p.item(item("batch"))).build(),
                        WriteRequest.builder()
                            .deleteRequest(d -> d.key(item("batch-delete")))
                            .build()))));
    Put put = Put.builder().tableName("streamed").item(item("transaction")).build();
    dynamoDb.transactWriteItems(
        b -> b.transactItems(List.of(TransactWriteItem.builder().put(put).build())));

    for (String id : List.of("put", "update", "delete", "batch", "batch-delete", "transaction")) {
      assertThat(stamp("streamed", id)).as(id).hasValue(2_000);
    }
  }

  @Test
  void tableWithoutAStream_isNotStamped() {
    dynamoDb.putItem(b -> b.tableName("plain").item(item("put")));

    assertThat(stamp("plain", "put")).isEmpty();
  }

  private OptionalLong stamp(String table, String id) {
    return stamps.writtenAtMillis(
        table, Map.of("id", JsonNodeFactory.instance.objectNode().put("S", id)));
  }

  private void create(String table, boolean streamed) {
    StreamSpecification stream =
        streamed
            ? StreamSpecification.builder()
                .streamEnabled(true)
                .streamViewType(StreamViewType.KEYS_ONLY)
                .build()
            : StreamSpecification.builder().streamEnabled(false).build();
    dynamoDb.createTable(
        b ->
            b.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(List.of(key()))
                .attributeDefinitions(
                    List.of(
                        AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build()))
                .streamSpecification(stream));
  }

  private static KeySchemaElement key() {
    return KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build();
  }

  private static Map<String, AttributeValue> item(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }
}
