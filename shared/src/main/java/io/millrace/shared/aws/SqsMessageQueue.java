// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.port.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * A queue on SQS: ten messages or 256 KiB a call, those that failed sent again. Source: SQS API
 * reference, SendMessageBatch.
 */
public final class SqsMessageQueue implements MessageQueue {

  private static final int MAX_ENTRIES = 10;
  private static final int MAX_BYTES = 256 * 1024;

  private final Supplier<SqsClient> sqs;
  private final String url;
  private final Backoff backoff;
  private final Trace trace;

  /** Tells the tracing header for a message, by its body; null when it carries none. */
  @FunctionalInterface
  public interface Trace {
    @Nullable String of(String body);
  }

  /** For who is not traced. */
  public SqsMessageQueue(SqsClient sqs, String url, Backoff backoff) {
    this(() -> sqs, url, backoff, body -> null);
  }

  /**
   * @param sqs asked for the client at every call
   */
  public SqsMessageQueue(Supplier<SqsClient> sqs, String url, Backoff backoff, Trace trace) {
    this.trace = trace;
    this.sqs = sqs;
    this.url = url;
    this.backoff = backoff;
  }

  @Override
  public void send(List<String> messages) {
    List<SendMessageBatchRequestEntry> call = new ArrayList<>();
    int bytes = 0;
    for (String message : messages) {
      int size = message.getBytes(StandardCharsets.UTF_8).length;
      if (call.size() == MAX_ENTRIES || bytes + size > MAX_BYTES) {
        sendAll(call);
        call = new ArrayList<>();
        bytes = 0;
      }
      call.add(entry(call.size(), message));
      bytes += size;
    }
    sendAll(call);
  }

  /** The header is no part of the message's size, nor of its body. */
  private SendMessageBatchRequestEntry entry(int index, String message) {
    SendMessageBatchRequestEntry.Builder entry =
        SendMessageBatchRequestEntry.builder().id(Integer.toString(index)).messageBody(message);
    String header = trace.of(message);
    if (header != null) {
      entry.messageSystemAttributes(
          Map.of(
              MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
              MessageSystemAttributeValue.builder()
                  .dataType("String")
                  .stringValue(header)
                  .build()));
    }
    return entry.build();
  }

  private void sendAll(List<SendMessageBatchRequestEntry> entries) {
    backoff.untilNoneLeft("SendMessageBatch to " + url, entries, this::sendOnce);
  }

  private List<SendMessageBatchRequestEntry> sendOnce(List<SendMessageBatchRequestEntry> entries) {
    List<BatchResultErrorEntry> failed =
        Luck.translating(
                "SendMessageBatch to " + url,
                () ->
                    sqs.get()
                        .sendMessageBatch(
                            SendMessageBatchRequest.builder()
                                .queueUrl(url)
                                .entries(entries)
                                .build()))
            .failed();
    failed.stream()
        .filter(entry -> Boolean.TRUE.equals(entry.senderFault()))
        .findFirst()
        .ifPresent(this::refused);
    List<String> later = failed.stream().map(BatchResultErrorEntry::id).toList();
    return entries.stream().filter(entry -> later.contains(entry.id())).toList();
  }

  private void refused(BatchResultErrorEntry entry) {
    throw new IllegalStateException(
        url + " takes a message neither now nor later: " + entry.code() + " " + entry.message());
  }
}
