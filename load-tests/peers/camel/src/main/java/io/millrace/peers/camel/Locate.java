// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.maxmind.geoip2.DatabaseReader;
import com.maxmind.geoip2.exception.GeoIp2Exception;
import com.maxmind.geoip2.model.CityResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.aws2.ddb.Ddb2Constants;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes the item of an event: its attributes, its data as text, and where its address is. */
final class Locate implements Processor {

  private final DatabaseReader places;
  private final ObjectMapper mapper = new ObjectMapper();

  Locate(DatabaseReader places) {
    this.places = places;
  }

  @Override
  public void process(Exchange exchange) throws IOException, GeoIp2Exception {
    Map<?, ?> event = exchange.getMessage().getBody(Map.class);
    exchange.getMessage().setHeader(Ddb2Constants.ITEM, item(event));
  }

  private Map<String, AttributeValue> item(Map<?, ?> event) throws IOException, GeoIp2Exception {
    Map<String, AttributeValue> item = new HashMap<>();
    long time = OffsetDateTime.parse(text(event, "time")).toInstant().toEpochMilli();
    put(item, "id", text(event, "id"));
    put(item, "part", "event");
    put(item, "status", "accepted");
    put(item, "source", text(event, "source"));
    put(item, "type", text(event, "type"));
    item.put("time", AttributeValue.fromN(Long.toString(time)));
    put(item, "data", data(event));
    if (event.get("clientip") instanceof String ip) {
      put(item, "ip", ip);
      Optional<CityResponse> found = places.tryCity(InetAddress.getByName(ip));
      if (found.isPresent()) {
        locate(item, found.get());
      }
    }
    return item;
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

  private String data(Map<?, ?> event) throws JsonProcessingException {
    return mapper.writeValueAsString(event.get("data"));
  }

  private static String text(Map<?, ?> event, String name) {
    return String.valueOf(event.get(name));
  }

  private static void put(Map<String, AttributeValue> item, String name, @Nullable String value) {
    if (value != null) {
      item.put(name, AttributeValue.fromS(value));
    }
  }
}
