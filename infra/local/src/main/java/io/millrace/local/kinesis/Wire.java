// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The two formats of the Kinesis API: JSON 1.1, and CBOR 1.1 as the Java SDK speaks it. */
@SuppressWarnings("ImmutableEnumChecker") // a mapper is not changed once it is made
enum Wire {
  JSON("application/x-amz-json-1.1", JsonMapper.builder().build()),
  CBOR("application/x-amz-cbor-1.1", new ObjectMapper(new CBORFactory()));

  /**
   * CBOR tag 1: a point in time. Here its number counts milliseconds, against the RFC, as all AWS
   * clients expect.
   */
  private static final int TIME_TAG = 1;

  /**
   * A JSON time counts seconds; no number of seconds since 1970 is that large for three thousand
   * years.
   */
  private static final long MILLIS_FROM = 100_000_000_000L;

  private final String contentType;
  private final ObjectMapper mapper;

  Wire(String contentType, ObjectMapper mapper) {
    this.contentType = contentType;
    this.mapper = mapper;
  }

  static Wire of(String contentType) {
    return contentType.contains("cbor") ? CBOR : JSON;
  }

  String contentType() {
    return contentType;
  }

  JsonNode read(byte[] body) {
    try {
      JsonNode node = body.length == 0 ? mapper.createObjectNode() : mapper.readTree(body);
      if (node.isObject()) {
        return node;
      }
    } catch (IOException e) {
      // what cannot be read is answered below like what is no object
    }
    throw KinesisException.validation("body", "Member must be an object of " + contentType);
  }

  byte[] write(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator generator = mapper.getFactory().createGenerator(bytes)) {
      body.write(generator);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  void time(JsonGenerator out, String name, long millis) throws IOException {
    out.writeFieldName(name);
    if (out instanceof CBORGenerator cbor) {
      cbor.writeTag(TIME_TAG);
      cbor.writeNumber(millis);
    } else {
      out.writeNumber(millis / 1000.0);
    }
  }

  static long millis(JsonNode time) {
    double number = time.asDouble();
    return number >= MILLIS_FROM ? (long) number : Math.round(number * 1000);
  }

  /** Writes one answer. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator out) throws IOException;
  }
}
