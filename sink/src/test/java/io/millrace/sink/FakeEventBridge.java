// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.event.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** PutEvents as EventBridge speaks it, behind the real client; refuses entries as it is told. */
final class FakeEventBridge implements SdkHttpClient {

  final List<Integer> entriesOfCalls = new ArrayList<>();
  final List<JsonNode> taken = new ArrayList<>();

  /** Of each coming call, the index of the entry that is refused; -1 refuses the call. */
  final Deque<Integer> refused = new ArrayDeque<>();

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
          return answer(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
      }

      @Override
      public void abort() {
        throw new UnsupportedOperationException("A call in memory is over before it is aborted");
      }
    };
  }

  private HttpExecuteResponse answer(String body) throws IOException {
    JsonNode entries = Json.read(body, JsonNode.class).get("Entries");
    entriesOfCalls.add(entries.size());
    Integer failing = refused.isEmpty() ? null : refused.poll();
    if (failing != null && failing < 0) {
      return response(400, Map.of("__type", "AccessDeniedException", "message", "not yours"));
    }
    List<Map<String, String>> results = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (failing != null && failing == i) {
        results.add(Map.of("ErrorCode", "ThrottlingException", "ErrorMessage", "slow down"));
      } else {
        taken.add(entries.get(i));
        results.add(Map.of("EventId", "event-" + taken.size()));
      }
    }
    return response(200, Map.of("FailedEntryCount", failing == null ? 0 : 1, "Entries", results));
  }

  private static HttpExecuteResponse response(int status, Object json) {
    byte[] bytes = Json.write(json).getBytes(StandardCharsets.UTF_8);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("Content-Length", Integer.toString(bytes.length))
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
        .build();
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
