// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * What a handler says of a batch: which records failed. Source: AWS Lambda Developer Guide,
 * "Configuring partial batch response".
 */
public final class Answers {

  private Answers() {}

  /**
   * @param failed ids of messages, or the sequence number of the first record of a stream that
   *     failed; empty when all is done
   */
  public static void failed(List<String> failed, OutputStream out) throws IOException {
    try (JsonGenerator json = EventSources.FACTORY.createGenerator(out)) {
      json.writeStartObject();
      write(failed, json);
      json.writeEndObject();
    }
  }

  /** Of a mapping with a tumbling window, in which no state is kept. */
  public static void failedInWindow(List<String> failed, OutputStream out) throws IOException {
    try (JsonGenerator json = EventSources.FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("state");
      json.writeEndObject();
      write(failed, json);
      json.writeEndObject();
    }
  }

  private static void write(List<String> failed, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("batchItemFailures");
    for (String id : failed) {
      json.writeStartObject();
      json.writeStringField("itemIdentifier", id);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
