// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
import java.util.Optional;
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
      JsonFactory.builder()
          .enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS)
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .build();

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
      Item item = new Item(json);
      json.writeStartObject();
      json.writeObjectFieldStart("RequestItems");
      json.writeArrayFieldStart(table);
      for (Part part : parts) {
        json.writeStartObject();
        json.writeObjectFieldStart("PutRequest");
        json.writeObjectFieldStart("Item");
        part.writeTo(item);
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be written", e);
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

  /** A text is an S, a whole number an N. */
  private record Item(JsonGenerator json) implements FieldSink {

    @Override
    public void text(String name, String value) {
      try {
        json.writeObjectFieldStart(name);
        json.writeStringField("S", value);
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException("Memory does not fail to be written", e);
      }
    }

    @Override
    public void json(String name, JsonText value) {
      try {
        json.writeObjectFieldStart(name);
        json.writeFieldName("S");
        value.writeAsString(json);
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException("Memory does not fail to be written", e);
      }
    }

    @Override
    public void number(String name, long value) {
      try {
        json.writeObjectFieldStart(name);
        json.writeNumberField("N", value);
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException("Memory does not fail to be written", e);
      }
    }
  }
}
