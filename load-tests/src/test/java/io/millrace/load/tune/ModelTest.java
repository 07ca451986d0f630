// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulations against what is known exactly, and the laws of the model. */
class ModelTest {

  private static final long SEED = 7;

  /** Pollaczek and Khinchine: the mean time in an M/D/1 queue is s + ρs / 2(1 - ρ). */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.7, 0.8})
  void batchesOfOne_andNoWaiting_areAnMD1Queue(double utilization) {
    double millis = 10;
    Service service = new Service(new Line(millis, 0), Service.NO_SPREAD);
    double rate = utilization / millis * 1_000;
    double known = millis + utilization * millis / (2 * (1 - utilization));

    double stream = stream(0, service).lane(rate, 1, 0).age().mean();
    double queue = queue(service).run(rate, 1, 1).age().mean();

    assertThat(stream).isCloseTo(known, Percentage.withPercentage(5));
    assertThat(queue).isCloseTo(known, Percentage.withPercentage(5));
  }

  /**
   * With exponential service times Erlang C applies; four servers at ρ = 0.8 wait 0.746 s/(1-ρ)c.
   */
  @Test
  void severalPollers_areAnMMcQueue() {
    double millis = 10;
    int servers = 4;
    List<Double> exponential =
        DoubleStream.iterate(0.5, i -> i + 1)
            .limit(1_000)
            .map(i -> -Math.log(1 - i / 1_000))
            .boxed()
            .toList();
    double erlangC = 0.5964;
    double known = millis + erlangC * millis / (servers * (1 - 0.8));

    double mean =
        queue(new Service(new Line(millis, 0), exponential))
            .run(0.8 * servers / millis * 1_000, 1, servers)
            .age()
            .mean();

    assertThat(mean).isCloseTo(known, Percentage.withPercentage(5));
  }

  /** A record waits for half a poll on average, and never more than one, when nothing else does. */
  @Test
  void idleStream_ageIsThePollAndTheService() {
    Service service = new Service(new Line(20, 0), Service.NO_SPREAD);
    Simulated one = stream(1_000, service).lane(50, 10_000, 0);

    assertThat(one.age().mean()).isCloseTo(520, within(15.0));
    assertThat(one.age().max()).isBetween(1_000.0, 1_022.0);
    assertThat(one.fill()).isCloseTo(50, Percentage.withPercentage(3));
  }

  /** Then a window of w seconds gathers w + 1 polls, and nothing is older than w + 1 s. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 30})
  void window_gathersWholePolls_andBoundsTheAge(int seconds) {
    Service service = new Service(new Line(20, 0), Service.NO_SPREAD);
    Simulated one = stream(1_000, service).lane(50, 10_000, seconds * 1_000.0);

    assertThat(one.fill()).isCloseTo(50.0 * (seconds + 1), Percentage.withPercentage(5));
    assertThat(one.age().max())
        .isBetween(1_000.0 * seconds, (1_000.0 * (seconds + 1) + 20) * 1.001);
  }

  @Test
  void sameSeed_sameResult() {
    Service service = new Service(new Line(5, 0.1), List.of(0.5, 1.5));

    assertThat(stream(1_000, service).lane(100, 50, 1_000))
        .isEqualTo(stream(1_000, service).lane(100, 50, 1_000));
  }

  /** Capacity is where the age stops being bounded. */
  @ParameterizedTest
  @CsvSource({"ENRICH", "AGGREGATE", "RESIZE"})
  void beyondCapacity_thereIsNoAnswer_andJustBelow_thereIs(TunedStage stage) {
    Setting setting = Samples.present(stage);
    double capacity = model(stage, 1).capacity(setting);

    assertThat(model(stage, capacity * 1.01).judge(setting)).isEmpty();
    assertThat(model(stage, capacity).judge(setting)).isEmpty();
    assertThat(model(stage, capacity * 0.95).judge(setting)).isPresent();
    assertThat(model(stage, capacity * 0.5).judge(setting).orElseThrow().utilization())
        .isCloseTo(0.5, within(1e-9));
  }

  @Test
  void moreLanesOrMemory_neverLowerTheCapacity() {
    Model model = model(TunedStage.ENRICH, 100);
    for (int batch : List.of(1, 10, 100, 1_000)) {
      double before = 0;
      for (int lanes = 1; lanes <= 10; lanes++) {
        double now = model.capacity(new Setting(batch, 1, lanes, 0, 1_024));
        assertThat(now).isGreaterThanOrEqualTo(before);
        before = now;
      }
      before = 0;
      for (int memory : List.of(128, 512, 1_024, 1_769, 3_008)) {
        double now = model.capacity(new Setting(batch, 1, 1, 0, memory));
        assertThat(now).isGreaterThanOrEqualTo(before);
        before = now;
      }
    }
  }

  @Test
  void longerWindow_orLargerBatch_neverLowersTheFill_norRaisesTheCost() {
    Model model = model(TunedStage.ENRICH, 100);
    for (int batch : List.of(50, 200, 10_000)) {
      Candidate before = judged(model, new Setting(batch, 0, 1, 0, 1_024));
      for (int window : List.of(1, 2, 5, 10, 30)) {
        Candidate now = judged(model, new Setting(batch, window, 1, 0, 1_024));
        assertThat(now.fill()).isGreaterThanOrEqualTo(before.fill() * 0.99);
        assertThat(now.dollarsPerMillion()).isLessThanOrEqualTo(before.dollarsPerMillion() * 1.01);
        before = now;
      }
    }
  }

  /** 1,769 MB are one vCPU: at half of it, computing takes twice as long and waiting as long. */
  @Test
  void halfTheMemory_doublesWhatIsComputed_andNothingElse() {
    Calibration calibration = Samples.calibration(TunedStage.ENRICH);

    assertThat(Service.of(calibration, 1_769).mean(100)).isCloseTo(15 + 30, within(1e-9));
    assertThat(Service.of(calibration, 3_538).mean(100)).isCloseTo(15 + 30, within(1e-9));
    assertThat(Service.of(calibration, 8_845 / 10).mean(100)).isCloseTo(30 + 30, within(0.1));
  }

  /** By hand: 10,000 batches of 100 records, 60 ms of 0.865 GB, 1 invocation, 120 WCU each. */
  @Test
  void dollars_areComputeAndInvocationsAndUnits() {
    Candidate one = judged(model(TunedStage.ENRICH, 1_000), new Setting(100, 300, 1, 0, 1_769));

    assertThat(one.fill()).isEqualTo(100);
    assertThat(one.batchMillis()).isCloseTo(45, within(1e-9));
    Prices prices = Samples.PRICES;
    double batch =
        0.045 * 1_769 / 1_024 * prices.gigabyteSecond()
            + prices.invocation()
            + 120 * prices.unit("WCU");
    assertThat(one.dollarsPerMillion()).isCloseTo(10_000 * batch, within(1e-9));
  }

  private static StreamModel stream(double pollMillis, Service service) {
    return new StreamModel(pollMillis, service, new Arrivals(SEED, 100_000), SEED);
  }

  private static QueueModel queue(Service service) {
    return new QueueModel(service, new Arrivals(SEED, 100_000), SEED);
  }

  private static Candidate judged(Model model, Setting setting) {
    return model.judge(setting).orElseThrow();
  }

  private static Model model(TunedStage stage, double rate) {
    return new Model(
        Samples.calibration(stage), new Workload(stage, rate, 1), Samples.PRICES, SEED);
  }
}
