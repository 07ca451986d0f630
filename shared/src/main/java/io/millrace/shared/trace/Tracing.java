// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.trace;

import io.millrace.shared.batch.BatchResult;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What X-Ray is told of an environment's invocations, one after the other. There are two kinds of
 * traces in a batch: the invocation's own, if Lambda has it sampled, and those that its messages
 * came with, which go on here whatever Lambda decided. Where there is neither, nothing is done.
 *
 * <p>Behind the stream of a table no context comes with a record; there its id leads on, as an
 * annotation. Which records of a batch are annotated is told by their ids, the smallest first: so
 * the stages, each by itself, choose the same ones.
 *
 * <p>No library of AWS's: X-Ray's and OpenTelemetry's for Java cost every cold start what only
 * sampled invocations use. Thread-safe as far as one invocation at a time is; its calls may be made
 * on several threads.
 */
public final class Tracing {

  /** Annotation that X-Ray finds a record by: {@code annotation.record_id = "…"}. */
  public static final String RECORD_ID = "record_id";

  /** Traces of messages that one invocation goes on with. */
  static final int MAX_FOLLOWED = 10;

  /**
   * Where the Java runtime keeps the header of the invocation under way. Source: AWS Lambda
   * Developer Guide, "Defined runtime environment variables" (_X_AMZN_TRACE_ID).
   */
  private static final String HEADER = "com.amazonaws.xray.traceHeader";

  private final String stage;
  private final String function;
  private final Supplier<@Nullable String> header;
  private final @Nullable Segments segments;
  private final InstantSource clock;
  private final RandomGenerator random;

  private @Nullable Span own;

  /** Of the message under way; of a queue's. */
  private @Nullable Span current;

  /** By the context they go on with; of a stream's batch. */
  private final Map<TraceContext, Span> followed = new LinkedHashMap<>();

  private final Map<String, Span> byRecord = new LinkedHashMap<>();
  private int sent;

  Tracing(
      String stage,
      String function,
      Supplier<@Nullable String> header,
      @Nullable Segments segments,
      InstantSource clock,
      RandomGenerator random) {
    this.stage = stage;
    this.function = function;
    this.header = header;
    this.segments = segments;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Of a deployed function.
   *
   * @param stage annotation of all its segments
   * @param env of the function, in which Lambda says where the daemon is
   */
  public static Tracing ofInvocations(String stage, Map<String, String> env) {
    return new Tracing(
        stage,
        env.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", stage),
        () -> System.getProperty(HEADER),
        DaemonSegments.at(env.get(DaemonSegments.ADDRESS)),
        InstantSource.system(),
        // Asked anew each time: a seed in a snapshot would give all environments the same ids.
        () -> new SecureRandom().nextLong());
  }

  /** For who is no function. */
  public static Tracing off() {
    return new Tracing("none", "none", () -> null, null, InstantSource.system(), () -> 0);
  }

  /** An invocation begins. */
  public synchronized void begin() {
    own = null;
    current = null;
    followed.clear();
    byRecord.clear();
    sent = 0;
    TraceContext context = segments == null ? null : TraceContext.sampledOf(header.get());
    if (context != null) {
      own = new Span(context, true, stage, clock.millis(), random);
    }
  }

  /** Whether anything is recorded now. */
  public synchronized boolean isOn() {
    return own != null || current != null || !followed.isEmpty();
  }

  /**
   * A message of a queue begins, the last one having ended.
   *
   * @param carried the header that came with it, if one did
   */
  public synchronized void open(@Nullable String carried) {
    TraceContext context = segments == null ? null : TraceContext.sampledOf(carried);
    if (context != null) {
      current = new Span(context, false, function, clock.millis(), random);
      if (own != null) {
        own.link(context);
      }
    }
  }

  /**
   * The message ends, and what is known of it is sent.
   *
   * @param fault whether it will be delivered again
   */
  public synchronized void close(boolean fault) {
    if (fault && own != null) {
      own.fault();
    }
    if (current != null) {
      if (fault) {
        current.fault();
      }
      send(current, Map.of());
      current = null;
    }
  }

  /**
   * A record of a stream's batch is part of the invocation's trace, and of the one that its message
   * came with.
   *
   * @param carried the header that came with it, if one did
   */
  public void follow(@Nullable String carried, String recordId) {
    if (carried != null || own != null) {
      follow(TraceContext.sampledOf(carried), recordId);
    }
  }

  /** As the other, for an event whose producer says what trace it is of. */
  public void followProducer(String traceparent, String recordId) {
    TraceContext context = TraceContext.ofTraceparent(traceparent);
    if (context != null && context.sampled()) {
      follow(context, recordId);
    }
  }

  private synchronized void follow(@Nullable TraceContext context, String recordId) {
    if (segments == null) {
      return;
    }
    Span span = context == null ? null : followed(context);
    long now = clock.millis();
    if (span != null) {
      span.record(recordId, now);
    }
    if (own != null) {
      own.record(recordId, now);
    }
    Span goesOn = span != null ? span : own;
    if (goesOn != null) {
      byRecord.putIfAbsent(recordId, goesOn);
    }
  }

  private @Nullable Span followed(TraceContext context) {
    Span there = followed.get(context);
    if (there == null && followed.size() < MAX_FOLLOWED) {
      there = new Span(context, false, function, clock.millis(), random);
      followed.put(context, there);
      if (own != null) {
        own.link(context);
      }
    }
    return there;
  }

  /** A record of the message under way, or of the invocation. */
  public synchronized void record(String recordId) {
    for (Span span : underWay()) {
      span.record(recordId, clock.millis());
    }
  }

  /** Of the records of a batch those with the smallest ids. */
  public void records(Supplier<? extends Collection<String>> ids) {
    if (isOn()) {
      ids.get().stream().sorted().distinct().limit(Span.MAX_RECORDS).forEach(this::record);
    }
  }

  /** The context for a message about nothing in particular; null when it has none to carry. */
  public synchronized @Nullable String header() {
    Span span = current != null ? current : own;
    return span == null ? null : span.context().header();
  }

  /**
   * The context for a message that holds records. Only the first messages of an invocation carry
   * one, so that a trace stays small whatever is uploaded.
   *
   * @param recordId of the record that is annotated here and where the message goes; asked for when
   *     it carries one
   */
  public synchronized @Nullable String headerWith(Supplier<@Nullable String> recordId) {
    String carried = sent < Span.MAX_RECORDS ? header() : null;
    if (carried != null) {
      sent++;
      String id = recordId.get();
      if (id != null) {
        record(id);
      }
    }
    return carried;
  }

  /** The context for a message about a record that was followed; null when it has none to carry. */
  public synchronized @Nullable String headerOf(Supplier<String> recordId) {
    if (byRecord.isEmpty()) {
      return header();
    }
    Span span = byRecord.get(recordId.get());
    return span == null ? header() : span.context().header();
  }

  /**
   * A call of a service has ended.
   *
   * @param began milliseconds since 1970
   */
  public synchronized void called(String service, String operation, long began, boolean fault) {
    Span.Call call = new Span.Call(service, operation, began, clock.millis(), fault);
    for (Span span : underWay()) {
      span.call(call);
    }
  }

  private List<Span> underWay() {
    List<Span> all = new ArrayList<>(followed.values());
    if (own != null) {
      all.add(own);
    }
    if (current != null) {
      all.add(current);
    }
    return all;
  }

  /** The invocation ends: all that is known is sent. */
  public synchronized void end(BatchResult<?> result) {
    for (Span span : underWay()) {
      if (!result.failures().isEmpty()) {
        span.fault();
      }
      send(span, span == own ? result.counts().byName() : Map.of());
    }
    own = null;
    current = null;
    followed.clear();
    byRecord.clear();
  }

  private void send(Span span, Map<String, Long> numbers) {
    if (segments != null) {
      segments.send(span.document(stage, clock.millis(), numbers));
    }
  }
}
