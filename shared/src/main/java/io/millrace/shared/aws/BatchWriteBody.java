// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.millrace.shared.event.JsonText;
import io.millrace.shared.record.FieldSink;
import io.millrace.shared.record.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.Header;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;

/**
 * Writes the body of a BatchWriteItem in one pass over the parts and puts it in the place of the
 * one that the SDK makes of its own model; signing, repeating and reading the answer stay the
 * SDK's. Every DynamoDB client whose class path holds this library has the interceptor, by the file
 * {@code execution.interceptors}; a request without it is refused by the service, for it has no
 * writes. Sources: AWS SDK for Java 2.x Developer Guide, "Execution interceptors"; DynamoDB API
 * reference, BatchWriteItem.
 */
public final class BatchWriteBody implements ExecutionInterceptor {

  private static final ExecutionAttribute<Body> BODY = new ExecutionAttribute<>("BatchWriteBody");

  /** DynamoDB's numbers are texts; buffers outlive the threads, which live for one call. */
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .rootValueSeparator((String) null)
          .enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS)
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .build();

  private static final SerializedString FIRST_ITEM =
      new SerializedString("{\"PutRequest\":{\"Item\":{");
  private static final SerializedString NEXT_ITEM =
      new SerializedString("}}},{\"PutRequest\":{\"Item\":{");

  /** Room for a call of items as most are; a buffer that is too small grows. */
  private static final int BUFFER_BYTES = 32 * 1_024;

  /** A request that puts these parts; until it is answered the buffer is its. */
  static BatchWriteItemRequest request(String table, List<Part> parts, Body body) {
    write(table, parts, body);
    return BatchWriteItemRequest.builder()
        .overrideConfiguration(settings -> settings.putExecutionAttribute(BODY, body))
        .build();
  }

  @Override
  public Optional<RequestBody> modifyHttpContent(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    Body body = attributes.getAttribute(BODY);
    return body == null ? context.requestBody() : Optional.of(body.content());
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    Body body = attributes.getAttribute(BODY);
    return body == null
        ? context.httpRequest()
        : context.httpRequest().toBuilder()
            .putHeader(Header.CONTENT_LENGTH, Integer.toString(body.size()))
            .build();
  }

  private static void write(String table, List<Part> parts, Body body) {
    body.reset();
    try (JsonGenerator json = JSON.createGenerator(body)) {
      json.writeRaw("{\"RequestItems\":{");
      json.writeString(table);
      json.writeRaw(":[");
      for (int i = 0; i < parts.size(); i++) {
        json.writeRaw(i == 0 ? FIRST_ITEM : NEXT_ITEM);
        parts.get(i).writeTo(new Item(json));
      }
      json.writeRaw(parts.isEmpty() ? "]}}" : "}}}]}}");
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  /** An array that is read where it was written, for one call after the other. */
  static final class Body extends ByteArrayOutputStream {

    Body() {
      super(BUFFER_BYTES);
    }

    private RequestBody content() {
      return RequestBody.fromContentProvider(
          () -> new ByteArrayInputStream(buf, 0, count), count, "application/x-amz-json-1.0");
    }
  }

  /**
   * A text is an S, a whole number an N. What stands around a value is the same in every item, so
   * it is kept as bytes; the generator only has to write values.
   */
  private static final class Item implements FieldSink {

    /** By the names of fields, which are a few constants of the contract. */
    private static final Map<String, SerializedString> TEXTS = new ConcurrentHashMap<>();

    private static final Map<String, SerializedString> NUMBERS = new ConcurrentHashMap<>();

    private final JsonGenerator json;
    private boolean begun;

    Item(JsonGenerator json) {
      this.json = json;
    }

    @Override
    public void text(String name, String value) {
      try {
        open(TEXTS, "S", name);
        json.writeString(value);
        json.writeRaw('}');
      } catch (IOException e) {
        throw unwritten(e);
      }
    }

    @Override
    public void json(String name, JsonText value) {
      try {
        open(TEXTS, "S", name);
        value.writeAsString(json);
        json.writeRaw('}');
      } catch (IOException e) {
        throw unwritten(e);
      }
    }

    @Override
    public void number(String name, long value) {
      try {
        open(NUMBERS, "N", name);
        json.writeNumber(value);
        json.writeRaw('}');
      } catch (IOException e) {
        throw unwritten(e);
      }
    }

    private void open(Map<String, SerializedString> openings, String type, String name)
        throws IOException {
      SerializedString opening = openings.get(name);
      if (opening == null) {
        opening = new SerializedString("\"" + name + "\":{\"" + type + "\":");
        openings.put(name, opening);
      }
      if (begun) {
        json.writeRaw(',');
      }
      begun = true;
      json.writeRaw(opening);
    }
  }

  private static UncheckedIOException unwritten(IOException e) {
    return new UncheckedIOException("Memory does not fail to be written", e);
  }
}
