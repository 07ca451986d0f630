// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.GsonFactory;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON in and out of a handler, by the serializers that Lambda's Java runtime uses. */
final class LambdaJson {

  private LambdaJson() {}

  /** An event that lies among the resources of the tests. */
  static <T> T event(String file, Class<T> type) {
    try (InputStream in = LambdaJson.class.getResourceAsStream("/events/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("No resource /events/" + file);
      }
      return read(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException("Resource /events/" + file, e);
    }
  }

  private static <T> T read(InputStream in, Class<T> type) {
    PojoSerializer<T> serializer =
        LambdaEventSerializers.serializerFor(type, LambdaJson.class.getClassLoader());
    return serializer.fromJson(in);
  }

  /** An answer; the runtime takes one serializer or the other, by the type of the event. */
  static <T> String response(T response, Class<T> type) {
    ByteArrayOutputStream jackson = new ByteArrayOutputStream();
    JacksonFactory.getInstance().getSerializer(type).toJson(response, jackson);
    ByteArrayOutputStream gson = new ByteArrayOutputStream();
    GsonFactory.getInstance().getSerializer(type).toJson(response, gson);
    if (!jackson.toString(StandardCharsets.UTF_8).equals(gson.toString(StandardCharsets.UTF_8))) {
      throw new AssertionError("Lambda's serializers disagree: " + jackson + " and " + gson);
    }
    return jackson.toString(StandardCharsets.UTF_8);
  }
}
