// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class TracingTest {

  private static final String MESSAGE =
      "Root=1-00000001-000000000000000000000002;Parent=0000000000000003;Sampled=1";

  @Property(tries = 200)
  void context_isTheSame_inBothHeaders(@ForAll @Size(3) long[] bits, @ForAll boolean sampled) {
    String trace = String.format("%08x%016x%08x", (int) bits[0], bits[1], (int) bits[0] | 1);
    TraceContext context =
        new TraceContext(
            "1-" + trace.substring(0, 8) + "-" + trace.substring(8),
            String.format("%016x", bits[2] | 1),
            sampled);
    assertThat(TraceContext.ofHeader(context.header())).isEqualTo(context);
    assertThat(TraceContext.ofTraceparent(context.traceparent())).isEqualTo(context);
  }

  @Test
  void w3cExample_isXRaysExample() {
    TraceContext context =
        Objects.requireNonNull(
            TraceContext.ofTraceparent("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01"));
    assertThat(context.header())
        .isEqualTo("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
  }

  @Test
  void whatIsNoHeader_isNoContext() {
    for (String header :
        List.of("", ";", "Root=1-5759e988-bd86;Parent=53995c3f42cd8ad8", "Root=;Parent=", "=")) {
      assertThat(TraceContext.ofHeader(header)).as(header).isNull();
    }
    for (String header :
        List.of(
            "",
            "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8",
            "ff-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01",
            "00-00000000000000000000000000000000-53995c3f42cd8ad8-01",
            "00-5759e988bd862e3fe1be46a994272793-0000000000000000-01")) {
      assertThat(TraceContext.ofTraceparent(header)).as(header).isNull();
    }
  }

  @Test
  void notSampled_nothingIsSentAndNothingCarried() {
    for (String header : List.of(TracedInvocation.NOT_SAMPLED, "", "Root=1-2-3")) {
      TracedInvocation invocation = new TracedInvocation(header);
      Tracing tracing = invocation.tracing;
      tracing.begin();
      assertThat(tracing.isOn()).isFalse();
      tracing.open(MESSAGE.replace("Sampled=1", "Sampled=0"));
      tracing.follow(null, "r");
      tracing.record("r");
      tracing.called("S3", "GetObject", 0, false);
      assertThat(tracing.header()).isNull();
      assertThat(tracing.headerWith(() -> "r")).isNull();
      assertThat(tracing.headerOf(() -> "r")).isNull();
      tracing.close(false);
      tracing.end(TracedInvocation.DONE);
      assertThat(invocation.documents).isEmpty();
    }
  }

  @Test
  void sampledInvocation_isOneSubsegmentOfLambdas() {
    TracedInvocation invocation = new TracedInvocation(TracedInvocation.SAMPLED);
    invocation.tracing.begin();
    invocation.tracing.follow(MESSAGE, "0123456789abcdef0123456789abcdef");
    invocation.tracing.called("DynamoDb", "BatchWriteItem", 1_795_428_930_100L, true);
    invocation.tracing.end(TracedInvocation.DONE);
    assertThat(invocation.documents)
        .containsExactly(
            """
            {"trace_id":"1-00000001-000000000000000000000002","parent_id":"0000000000000003",\
            "id":"00000000000000a1","name":"millrace-enrich","start_time":1795428930.125,\
            "end_time":1795428930.125,"annotations":{"stage":"enrich"},"subsegments":[\
            {"id":"00000000000000a2","name":"DynamoDb","start_time":1795428930.100,\
            "end_time":1795428930.125,"fault":true,"namespace":"aws",\
            "aws":{"operation":"BatchWriteItem"}},\
            {"id":"00000000000000a3","name":"record","start_time":1795428930.125,\
            "end_time":1795428930.125,\
            "annotations":{"record_id":"0123456789abcdef0123456789abcdef"}}]}""",
            """
            {"type":"subsegment","trace_id":"1-5759e988-bd862e3fe1be46a994272793",\
            "parent_id":"53995c3f42cd8ad8","id":"00000000000000a0","name":"enrich",\
            "start_time":1795428930.125,"end_time":1795428930.125,\
            "annotations":{"stage":"enrich"},"metadata":{"millrace":{"received":3,"accepted":2,\
            "rejected":1,"filtered":0,"retried":0,"notAttempted":0}},\
            "links":[{"trace_id":"1-00000001-000000000000000000000002",\
            "id":"0000000000000003"}],"subsegments":[\
            {"id":"00000000000000a4","name":"DynamoDb","start_time":1795428930.100,\
            "end_time":1795428930.125,"fault":true,"namespace":"aws",\
            "aws":{"operation":"BatchWriteItem"}},\
            {"id":"00000000000000a5","name":"record","start_time":1795428930.125,\
            "end_time":1795428930.125,\
            "annotations":{"record_id":"0123456789abcdef0123456789abcdef"}}]}""");
  }

  @Test
  void traceOfAMessage_goesOn_whateverLambdaDecided() {
    TracedInvocation invocation = new TracedInvocation(TracedInvocation.NOT_SAMPLED);
    Tracing tracing = invocation.tracing;
    tracing.begin();
    tracing.open(MESSAGE);
    String carried = Objects.requireNonNull(tracing.header());
    tracing.close(false);
    tracing.open(null);
    assertThat(tracing.header()).isNull();
    tracing.close(false);
    tracing.end(TracedInvocation.DONE);

    assertThat(invocation.documents).hasSize(1);
    assertThat(carried)
        .isEqualTo("Root=1-00000001-000000000000000000000002;Parent=00000000000000a0;Sampled=1");
  }

  @Test
  void largeBatch_isTracedInBounds_andBySmallestIds() {
    TracedInvocation invocation = new TracedInvocation(TracedInvocation.SAMPLED);
    Tracing tracing = invocation.tracing;
    tracing.begin();
    tracing.records(
        () -> IntStream.range(0, 1_000).mapToObj(i -> String.format("%032x", 999 - i)).toList());
    for (int i = 0; i < 1_000; i++) {
      String id = "f" + i;
      tracing.follow(MESSAGE.replace("0003", String.format("%04x", i + 1)), id);
      tracing.headerWith(() -> id);
      tracing.called("S3", "GetObject", 0, false);
    }
    tracing.end(TracedInvocation.DONE);
    assertThat(invocation.documents).hasSize(Tracing.MAX_FOLLOWED + 1);
    assertThat(String.join("", invocation.documents)).hasSizeLessThan(64_000);
    assertThat(invocation.recordIds()).contains(String.format("%032x", 0)).doesNotContain("f999");

    tracing.begin();
    tracing.end(TracedInvocation.DONE);
    assertThat(invocation.documents.getLast()).doesNotContain("record_id");
  }

  @Test
  void document_reachesTheDaemon_inADatagram() throws IOException {
    try (DatagramSocket daemon = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      daemon.setSoTimeout(5_000);
      Objects.requireNonNull(DaemonSegments.at("127.0.0.1:" + daemon.getLocalPort()))
          .send("{\"name\":\"é\"}");
      DatagramPacket packet = new DatagramPacket(new byte[1_000], 1_000);
      daemon.receive(packet);
      assertThat(new String(packet.getData(), 0, packet.getLength(), UTF_8))
          .isEqualTo("{\"format\":\"json\",\"version\":1}\n{\"name\":\"é\"}");
    }
    for (String none : List.of("", "127.0.0.1", ":2000", "127.0.0.1:tcp")) {
      assertThat(DaemonSegments.at(none)).as(none).isNull();
    }
  }
}
