// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.millrace.local.http.HttpHandler;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kinesis, with a note of which invocation put which record: the SDK passes the trace header of the
 * invocation on, and its id is the request's.
 */
public final class PutRecording implements HttpHandler {
  private static final Pattern TRACE = Pattern.compile("Root=1-[0-9a-f]{8}-([0-9a-f]{24})");

  private final HttpHandler kinesis;
  private final Journal journal;
  private final ObjectMapper json = new ObjectMapper();
  private final ObjectMapper cbor = new CBORMapper();

  public PutRecording(HttpHandler kinesis, Journal journal) {
    this.kinesis = kinesis;
    this.journal = journal;
  }

  @Override
  public HttpReply handle(HttpRequest request) {
    HttpReply reply = kinesis.handle(request);
    Matcher trace = TRACE.matcher(request.header("x-amzn-trace-id").orElse(""));
    String target = request.header("x-amz-target").orElse("");
    if (reply.status() == 200 && target.contains(".PutRecord") && trace.find()) {
      note(reply, trace.group(1));
    }
    return reply;
  }

  private void note(HttpReply reply, String requestId) {
    boolean isCbor = String.valueOf(reply.headers().get("content-type")).contains("cbor");
    try {
      JsonNode answer = (isCbor ? cbor : json).readTree(reply.body());
      Iterable<JsonNode> records = answer.has("Records") ? answer.path("Records") : List.of(answer);
      for (JsonNode one : records) {
        if (one.has("SequenceNumber")) {
          journal.add(new Journal.Put(one.path("SequenceNumber").asText(), requestId));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an answer of our own making can be read", e);
    }
  }
}
