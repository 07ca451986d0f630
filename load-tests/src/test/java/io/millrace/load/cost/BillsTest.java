// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.load.report.LoadReport.Bill;
import io.millrace.load.report.LoadReport.Bill.Line;
import io.millrace.load.report.LoadReport.Distribution;
import io.millrace.load.report.LoadReport.Requests;
import io.millrace.load.report.LoadReport.Settings;
import io.millrace.load.report.LoadReport.Stage;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BillsTest {

  private static final PriceTable PRICES = PriceTable.usEast1();
  private static final Distribution NONE = new Distribution(0, 0, 0, 0, 0, 0, List.of());

  @Property(tries = 300)
  void bill_isTheSumOfItsLines_andALineIsUnitsTimesPrice(@ForAll("metered") List<Requests> calls) {
    Bill bill = bill(calls, List.of(stage(100, 4)), 1_000, 60);

    assertThat(bill.lines())
        .allSatisfy(
            line ->
                assertThat(line.dollars())
                    .isCloseTo(line.units() * line.price(), within(1e-12 + line.dollars() * 1e-9)));
    assertThat(bill.total())
        .isCloseTo(bill.lines().stream().mapToDouble(Line::dollars).sum(), within(1e-9));
    assertThat(bill.lines())
        .extracting(line -> line.service() + line.what())
        .doesNotHaveDuplicates();
  }

  @Property(tries = 100)
  void twiceTheCalls_areTwiceTheDollars_ofWhatDependsOnThem(
      @ForAll("metered") List<Requests> calls) {
    List<Requests> twice = new ArrayList<>(calls);
    twice.addAll(calls);

    double once = bill(calls, List.of(), 1_000, 0).perMillion();

    assertThat(bill(twice, List.of(), 1_000, 0).perMillion())
        .isCloseTo(2 * once, within(1e-9 + once * 1e-9));
  }

  @Test
  void whatDependsOnTimeAlone_isOnLinesOfItsOwn_andNotInDollarsPerMillion() {
    List<Stage> stages = List.of(stage(100, 4));
    Bill minute = bill(List.of(), stages, 1_000_000, 60);
    Bill hour = bill(List.of(), stages, 1_000_000, 3_600);

    assertThat(hour.perMillion()).isEqualTo(minute.perMillion()).isPositive();
    assertThat(hour.total()).isGreaterThan(minute.total());
    assertThat(line(hour, Bills.BY_TIME + "stream hours").dollars()).isEqualTo(0.04);
  }

  @Test
  void computeIsMemoryTimesDuration_roundedUpToMilliseconds() {
    Bill bill = bill(List.of(), List.of(stage(1_000, 10)), 1, 0);

    Line duration = line(bill, "duration of enrich, GB-seconds, arm64");
    assertThat(duration.units()).isCloseTo(2 * (10 + 0.5), within(1e-9));
    assertThat(duration.price()).isEqualTo(0.0000133334);
  }

  @Test
  void pollers_readTableStreamsForNothing_butStreamsAndQueuesForMoney() {
    Bill bill =
        bill(
            List.of(
                call("poller:millrace-aggregate", "dynamodb", "GetRecords", 900, "stream reads"),
                call("poller:millrace-enrich", "kinesis", "GetRecords", 0, ""),
                call("poller:millrace-resize", "sqs", "ReceiveMessage", 500, "64 KB requests"),
                call("poller:millrace-resize", "sqs", "DeleteMessageBatch", 7, "64 KB requests")),
            List.of(),
            1,
            20);

    assertThat(bill.lines())
        .extracting(Line::what)
        .containsExactlyInAnyOrder(
            "data out, GB",
            "requests",
            Bills.BY_TIME + "empty receives of Lambda's pollers",
            Bills.BY_TIME + "stream hours");
    assertThat(line(bill, "requests").units()).as("deletions, and as many receives").isEqualTo(14);
    assertThat(line(bill, Bills.BY_TIME + "empty receives of Lambda's pollers").units())
        .isEqualTo(5);
  }

  @Test
  void userPaysForWhatComesIn_notForTheProbesOfALoadRun() {
    Bill bill =
        bill(
            List.of(
                new Requests(
                    "user", "kinesis", "PutRecords", 1, 0, 9_000, 0, 30, "25 KB put units"),
                call("user", "s3", "PutObject", 3, "PUT-class requests"),
                call("user", "dynamodb", "GetItem", 50, "RCU"),
                call("user", "s3", "GetObject", 50, "GET-class requests")),
            List.of(),
            1,
            0);

    assertThat(bill.lines())
        .extracting(Line::what)
        .containsOnly("data in, GB", "PUT-class requests");
    assertThat(line(bill, "data in, GB").units())
        .as("30 records of 300 bytes are 1 KB each")
        .isCloseTo(30 * 1024 / (double) (1L << 30), within(1e-15));
  }

  @Test
  void unitWithoutAPrice_isSaid_andNotPassedOver() {
    Bill bill = bill(List.of(call("fn:x", "sns", "Publish", 3, "notifications")), List.of(), 1, 0);

    assertThat(bill.lines()).contains(new Line("sns", "no price known: notifications", 3, 0, 0));
  }

  @Test
  void stageWithoutSettings_isRefused_becauseItsMemoryIsUnknown() {
    assertThatThrownBy(
            () ->
                Bills.of(
                    PRICES,
                    Bills.Architecture.X86,
                    new Bills.Usage(List.of(), List.of(stage(1, 1)), List.of(), 1, 1)))
        .hasMessageContaining("enrich")
        .hasMessageContaining("memory is unknown");
  }

  @Provide
  Arbitrary<List<Requests>> metered() {
    return Combinators.combine(
            Arbitraries.of("user", "fn:a", "fn:b", "poller:a", "svc:s3", "svc:lambda"),
            Arbitraries.of(
                "WCU",
                "RCU",
                "stream reads",
                "25 KB put units",
                "64 KB requests",
                "64 KB events",
                "PUT-class requests",
                "GET-class requests",
                "something new",
                ""),
            Arbitraries.of("SendMessage", "ReceiveMessage", "DeleteMessageBatch", "GetRecords"),
            Arbitraries.doubles().between(0, 1e9),
            Arbitraries.longs().between(0, 1L << 40))
        .as(
            (caller, unit, operation, units, bytes) ->
                new Requests(caller, "kinesis", operation, 1, 0, bytes, bytes, units, unit))
        .list()
        .ofMaxSize(30);
  }

  private static Bill bill(
      List<Requests> requests, List<Stage> stages, long events, double seconds) {
    return Bills.of(
        PRICES,
        Bills.Architecture.ARM64,
        new Bills.Usage(
            requests,
            stages,
            List.of(new Settings("enrich", 100, 1, 1, null, 2_048)),
            events,
            seconds));
  }

  private static Stage stage(long batches, double billedSeconds) {
    return new Stage(
        "enrich", batches, 0, 0, NONE, NONE, NONE, NONE, 0, 0, 0, 0, 1, null, null, billedSeconds);
  }

  private static Requests call(
      String caller, String service, String operation, double units, String unit) {
    return new Requests(caller, service, operation, 1, 0, 10, 10, units, unit);
  }

  private static Line line(Bill bill, String what) {
    return bill.lines().stream().filter(line -> line.what().equals(what)).findFirst().orElseThrow();
  }
}
