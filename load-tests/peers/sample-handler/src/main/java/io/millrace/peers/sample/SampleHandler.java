// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.maxmind.db.CHMCache;
import com.maxmind.geoip2.DatabaseReader;
import com.maxmind.geoip2.exception.GeoIp2Exception;
import com.maxmind.geoip2.model.CityResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One record after the other: parse, look up, PutItem; the first that fails is reported, and Lambda
 * goes on from there. Clients and readers are made once, as the documentation's best practices ask.
 * Source: Lambda Developer Guide, "Configuring partial batch response with Kinesis Data Streams".
 */
public final class SampleHandler implements RequestHandler<KinesisEvent, StreamsEventResponse> {

  private final ObjectMapper mapper = new ObjectMapper();
  private final DynamoDbClient dynamoDb = DynamoDbClient.create();
  private final String table = System.getenv("TABLE");
  private final DatabaseReader places;

  public SampleHandler() throws IOException {
    try (InputStream database =
        Objects.requireNonNull(SampleHandler.class.getResourceAsStream("/sample.mmdb"))) {
      places = new DatabaseReader.Builder(database).withCache(new CHMCache()).build();
    }
  }

  @Override
  public StreamsEventResponse handleRequest(KinesisEvent input, Context context) {
    for (KinesisEvent.KinesisEventRecord record : input.getRecords()) {
      try {
        store(mapper.readTree(record.getKinesis().getData().array()));
      } catch (IOException | GeoIp2Exception | RuntimeException e) {
        context.getLogger().log("An error occurred: " + e);
        String at = record.getKinesis().getSequenceNumber();
        return new StreamsEventResponse(List.of(new StreamsEventResponse.BatchItemFailure(at)));
      }
    }
    return new StreamsEventResponse(List.of());
  }

  private void store(JsonNode event) throws IOException, GeoIp2Exception {
    Map<String, AttributeValue> item = new HashMap<>();
    long time = OffsetDateTime.parse(event.path("time").asText()).toInstant().toEpochMilli();
    put(item, "id", event.path("id").asText());
    put(item, "part", "event");
    put(item, "status", "accepted");
    put(item, "source", event.path("source").asText());
    put(item, "type", event.path("type").asText());
    item.put("time", AttributeValue.fromN(Long.toString(time)));
    put(item, "data", event.path("data").toString());
    if (event.hasNonNull("clientip")) {
      String ip = event.path("clientip").asText();
      put(item, "ip", ip);
      Optional<CityResponse> found = places.tryCity(InetAddress.getByName(ip));
      if (found.isPresent()) {
        locate(item, found.get());
      }
    }
    dynamoDb.putItem(put -> put.tableName(table).item(item));
  }

  private static void locate(Map<String, AttributeValue> item, CityResponse place) {
    put(item, "country", place.country().isoCode());
    put(item, "region", place.mostSpecificSubdivision().name());
    put(item, "city", place.city().name());
    if (place.location().latitude() != null && place.location().longitude() != null) {
      item.put("lat", AttributeValue.fromN(place.location().latitude().toString()));
      item.put("lon", AttributeValue.fromN(place.location().longitude().toString()));
    }
  }

  private static void put(Map<String, AttributeValue> item, String name, @Nullable String value) {
    if (value != null) {
      item.put(name, AttributeValue.fromS(value));
    }
  }
}
