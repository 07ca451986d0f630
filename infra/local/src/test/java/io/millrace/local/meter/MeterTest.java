// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.access.Caller;
import io.millrace.local.access.Operations;
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
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests over the wire, and what the meter says of them. */
class MeterTest {
  private static final String K1 = "x".repeat(1024);
  private static final String K5 = "x".repeat(5 * 1024);
  private static final String B64_30K = "AAAA".repeat(10 * 1024);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Gateway gateway = Gateway.bind(0);
  private final Meter meter = new Meter();
  private final Semaphore done = new Semaphore(0);

  @AfterEach
  void close() {
    gateway.close();
    http.close();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "DynamoDB_20120810.PutItem;{'Item':{'id':{'S':'a'}}};{};1;WCU",
        "DynamoDB_20120810.PutItem;{'Item':{'id':{'S':'K1'}}};{};2;WCU",
        "DynamoDB_20120810.UpdateItem;{'Key':{'id':{'S':'a'}},'ExpressionAttributeValues':{':v':{'S':'K5'}}};{};6;WCU",
        "DynamoDB_20120810.DeleteItem;{'Key':{'id':{'S':'a'}}};{};1;WCU",
        "DynamoDB_20120810.BatchWriteItem;{'RequestItems':{'t':[{'PutRequest':{'Item':{'id':{'S':'K1'}}}},"
            + "{'DeleteRequest':{'Key':{'id':{'S':'a'}}}}]}};{};3;WCU",
        "DynamoDB_20120810.TransactWriteItems;{'TransactItems':[{'Put':{'Item':{'id':{'S':'K1'}}}},"
            + "{'ConditionCheck':{'Key':{'id':{'S':'a'}}}}]};{};6;WCU",
        "DynamoDB_20120810.GetItem;{};{'Item':{'id':{'S':'K5'}}};1;RCU",
        "DynamoDB_20120810.GetItem;{'ConsistentRead':true};{'Item':{'id':{'S':'K5'}}};2;RCU",
        "DynamoDB_20120810.GetItem;{};{};0.5;RCU",
        "DynamoDB_20120810.Query;{'ConsistentRead':true};{'Items':[{'id':{'S':'K1'}},{'id':{'S':'K5'}}]};2;RCU",
        "DynamoDB_20120810.TransactGetItems;{};{'Responses':[{'Item':{'id':{'S':'a'}}}]};2;RCU",
        "DynamoDB_20120810.BatchGetItem;{'RequestItems':{'t':{'ConsistentRead':true}}};"
            + "{'Responses':{'t':[{'id':{'S':'a'}},{'id':{'S':'a'}}]}};2;RCU",
        "DynamoDBStreams_20120810.GetRecords;{};{};1;stream reads",
        "DynamoDB_20120810.DescribeTable;{};{};0;''",
        "Kinesis_20131202.PutRecord;{'Data':'AAAA'};{};1;25 KB put units",
        "Kinesis_20131202.PutRecords;{'Records':[{'Data':'AAAA'},{'Data':'B30'}]};{};3;25 KB put units",
        "AmazonSQS.SendMessage;{'MessageBody':'K5'};{};1;64 KB requests",
        "AmazonSQS.SendMessage;{'MessageBody':'K5K5K5K5K5K5K5K5K5K5K5K5K5K5'};{};2;64 KB requests",
        "AWSEvents.PutEvents;{'Entries':[{'Detail':'{}'},{'Detail':'{}'}]};{};2;64 KB events",
      })
  void units(String target, String request, String answer, double units, String unit)
      throws Exception {
    start(200, text(answer));
    send("POST", "/", target, text(request));
    MeterRow row = meter.rows().getFirst();
    assertThat(row.units()).isCloseTo(units, within(0.0));
    assertThat(row.unit()).isEqualTo(unit);
    assertThat(row.operation()).isEqualTo(target.substring(target.indexOf('.') + 1));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET,    /b/k,        GetObject,     GET-class requests",
    "PUT,    /b/k,        PutObject,     PUT-class requests",
    "GET,    /b?list-type=2, ListObjectsV2, PUT-class requests",
    "DELETE, /b/k,        DeleteObject,  ''",
  })
  void requestsOfS3_areCountedByTheirClass(String method, String path, String name, String unit)
      throws Exception {
    start(200, "");
    send(method, path, "", "");
    MeterRow row = meter.rows().getFirst();
    assertThat(row.operation()).isEqualTo(name);
    assertThat(row.unit()).isEqualTo(unit);
  }

  @Test
  void callsAndBytesAddUp_andFailedCallsCostNothing() throws Exception {
    start(400, "no!");
    send("POST", "/", "DynamoDB_20120810.PutItem", "{\"Item\":{}}");
    send("POST", "/", "DynamoDB_20120810.PutItem", "{\"Item\":{}}");
    assertThat(meter.rows())
        .containsExactly(new MeterRow("fn:f", "dynamodb", "PutItem", 2, 2, 2 * 11, 2 * 3, 0, ""));
  }

  @ParameterizedTest(name = "{0}: {1} bytes")
  @CsvSource(
      delimiter = ';',
      value = {
        "{'a':{'S':'ü'}}; 3",
        "{'a':{'N':'123'}}; 4",
        "{'a':{'N':'100'}}; 3",
        "{'a':{'B':'AAA='}}; 3",
        "{'a':{'BOOL':true}}; 2",
        "{'a':{'NULL':true}}; 2",
        "{'a':{'L':[{'S':'xy'},{'BOOL':true}]}}; 9",
        "{'a':{'M':{'b':{'S':'xy'}}}}; 8",
        "{'a':{'SS':['x','yz']}}; 4",
      })
  void sizeOfAnItem(String json, int bytes) throws IOException {
    var item = new ObjectMapper().readTree(text(json));
    assertThat(ItemSizes.item(item)).isEqualTo(bytes);
  }

  private void start(int status, String answer) {
    Map<Service, Backend> services = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      services.put(
          service,
          call -> {
            call.body();
            call.reply(HttpReply.json(status, answer));
          });
    }
    Caller caller = new Caller(Caller.Kind.FUNCTION, "f");
    var measured = meter.measuring((call, service, who, operation, backend) -> backend.serve(call));
    gateway.start(
        services,
        (call, service, backend) -> {
          measured.serve(call, service, caller, Operations.of(service, call), backend);
          done.release();
        });
  }

  private void send(String method, String path, String target, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway.endpoint() + path))
            .method(method, BodyPublishers.ofString(body));
    if (!target.isEmpty()) {
      request.header("X-Amz-Target", target);
    }
    http.send(request.build(), BodyHandlers.ofString());
    done.acquire(); // what is counted is counted behind the answer
  }

  private static String text(String pattern) {
    return pattern.replace('\'', '"').replace("K1", K1).replace("K5", K5).replace("B30", B64_30K);
  }
}
