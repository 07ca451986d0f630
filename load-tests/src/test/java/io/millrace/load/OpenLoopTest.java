// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.load.report.LoadReport.Distribution;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** On a virtual clock: a service with one connection that takes a parcel in so long. */
class OpenLoopTest {

  private static final long MILLI = 1_000_000;
  private static final long STEP = MILLI;
  private static final int RATE = 100;

  private final OpenLoop loop =
      new OpenLoop(
          Shape.STEADY.schedule(RATE, Duration.ofSeconds(10)),
          (number, due) ->
              new OpenLoop.Made(
                  ("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8), number % 100 == 0));

  private int parcels;
  private int records;

  @Test
  void quickService_isMeasuredFromDue_withTheLingerInIt() {
    run(2, 0, 0);

    Distribution delay = loop.sendDelay();
    assertThat(delay.count()).isEqualTo(1_000);
    assertThat(delay.max()).isBetween(2.0, OpenLoop.LINGER.toMillis() + 5.0);
    assertThat(loop.makingDelay().max()).isLessThan(2);
    // fifty milliseconds of events share a record, poison has one of its own
    assertThat(records).isEqualTo(parcels + 10);
    assertThat(loop.putIn(5)).isBetween(90L, 110L);
  }

  /**
   * The stall is two seconds of ten: a fifth of all events waits for it, one second in the mean. A
   * producer that waited for its answers would see one slow call among hundreds.
   */
  @Test
  void stallOfTheService_delaysEveryEventThatWasDueInIt() {
    run(2, 4_000, 2_000);

    Distribution delay = loop.sendDelay();
    assertThat(delay.count()).isEqualTo(1_000);
    assertThat(delay.max()).isBetween(1_950.0, 2_150.0);
    assertThat(delay.p95()).isBetween(1_400.0, 1_750.0);
    assertThat(delay.p50()).isLessThan(100);
    assertThat(delay.mean()).isBetween(180.0, 280.0);
    assertThat(loop.makingDelay().max()).as("the schedule waits for nobody").isLessThan(2);
    assertThat(loop.putIn(4)).isLessThan(10);
  }

  @Test
  void producerThatIsLate_blamesItself() {
    assertThat(loop.make(3_000 * MILLI)).isTrue();

    assertThat(loop.made()).isEqualTo(300);
    assertThat(loop.makingDelay().max()).isBetween(2_980.0, 3_000.0);
  }

  @Test
  void rest_isWhatWasMadeAndNotYetTaken() {
    loop.make(20 * MILLI);

    assertThat(loop.take(20 * MILLI)).isEmpty();
    assertThat(loop.rest().dueNanos()).hasSize(2);
    assertThat(loop.rest().records()).isEmpty();
  }

  private void run(long callMillis, long stallFromMillis, long stallMillis) {
    Deque<Parcel> waiting = new ArrayDeque<>();
    long freeAt = 0;
    boolean more = true;
    for (long now = 0; more || !waiting.isEmpty() || freeAt > now; now += STEP) {
      more = loop.make(now);
      loop.take(now).ifPresent(waiting::add);
      if (freeAt <= now && !waiting.isEmpty()) {
        boolean stalls =
            now >= stallFromMillis * MILLI && now < (stallFromMillis + stallMillis) * MILLI;
        freeAt = stalls ? (stallFromMillis + stallMillis) * MILLI : now + callMillis * MILLI;
        Parcel parcel = waiting.remove();
        parcels++;
        records += parcel.records().size();
        loop.put(parcel, freeAt);
      }
    }
  }
}
