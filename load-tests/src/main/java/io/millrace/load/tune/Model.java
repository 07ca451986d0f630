// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What settings come to for a workload, by a stage's calibration and AWS's prices. */
public final class Model {

  /** Of a synchronous invocation. [gettingstarted-limits] */
  private static final double MOST_EVENT_BYTES = 6 * 1024 * 1024;

  private static final double MILLION = 1e6;
  private static final double MEGABYTES_OF_A_GIGABYTE = 1_024;

  /**
   * A lane with time to spare never has a batch so many times what a window gathers on average:
   * larger sizes are all the same to it.
   */
  private static final double BEYOND_REACH = 4;

  private final Map<Lane, Simulated> simulated = new HashMap<>();
  private final Calibration calibration;
  private final Workload workload;
  private final Prices prices;
  private final Arrivals arrivals;
  private final long seed;

  /** All that decides what a lane does. */
  private record Lane(
      double recordsPerSecond, int batch, double windowMillis, Line serviceMillis) {}

  public Model(Calibration calibration, Workload workload, Prices prices, long seed) {
    this.calibration = calibration;
    this.workload = workload;
    this.prices = prices;
    this.arrivals = new Arrivals(seed);
    this.seed = seed;
  }

  /** Units a second that a setting can do at the most: every lane busy with full batches. */
  double capacity(Setting setting) {
    return capacity(setting, Service.of(calibration, setting.memoryMegabytes()));
  }

  private double capacity(Setting setting, Service service) {
    int batch = batch(setting);
    return setting.lanes(workload.stage(), workload.shards())
        * batch
        * calibration.unitsPerRecord()
        * 1_000
        / service.mean(batch);
  }

  /** Records that a batch can have: the size, or what fits in an event. */
  int batch(Setting setting) {
    double fitting = Math.floor(MOST_EVENT_BYTES / Math.max(1, calibration.bytesPerRecord()));
    return (int) Math.max(1, Math.min(setting.batchSize(), fitting));
  }

  /** Milliseconds of a full batch. */
  double fullBatchMillis(Setting setting) {
    return Service.of(calibration, setting.memoryMegabytes()).mean(batch(setting));
  }

  /** Empty for a setting that can't keep up. */
  public Optional<Candidate> judge(Setting setting) {
    return judge(setting, Service.of(calibration, setting.memoryMegabytes()));
  }

  /** As {@link #judge}, with the processor of the place where it was calibrated. */
  public Optional<Candidate> judgeAsMeasured(Setting setting) {
    return judge(setting, Service.asMeasured(calibration));
  }

  private Optional<Candidate> judge(Setting setting, Service service) {
    double capacity = capacity(setting, service);
    double utilization = workload.unitsPerSecond() / capacity;
    if (utilization >= 1) {
      return Optional.empty();
    }
    Simulated result = simulate(setting, service, utilization);
    double batchMillis = service.mean(result.fill());
    return Optional.of(
        new Candidate(
            setting,
            capacity,
            utilization,
            result.fill(),
            batchMillis,
            dollars(setting, result.fill(), batchMillis),
            result.age(),
            result.iteratorAge()));
  }

  private Simulated simulate(Setting setting, Service service, double utilization) {
    double records = workload.unitsPerSecond() / calibration.unitsPerRecord();
    TunedStage.Source source = workload.stage().source();
    int batch = batch(setting);
    if (source.isQueue()) {
      return new QueueModel(service, arrivals, seed)
          .run(records, batch, setting.maximumConcurrency());
    }
    double ofALane = records / setting.lanes(workload.stage(), workload.shards());
    double windowMillis = setting.windowSeconds() * 1_000.0;
    if (utilization <= Recommendation.MOST_UTILIZATION) {
      double gathered = ofALane * (windowMillis + source.pollMillis()) / 1_000;
      batch = (int) Math.min(batch, Math.ceil(BEYOND_REACH * gathered + BEYOND_REACH));
    }
    return simulated.computeIfAbsent(
        new Lane(ofALane, batch, windowMillis, service.millis()),
        lane ->
            new StreamModel(source.pollMillis(), service, arrivals, seed)
                .lane(lane.recordsPerSecond, lane.batch, lane.windowMillis));
  }

  /** Of a million units: duration times memory, invocations, and what a batch asks of services. */
  private double dollars(Setting setting, double fill, double batchMillis) {
    double batches = MILLION / (fill * calibration.unitsPerRecord());
    double gigabyteSeconds =
        Math.ceil(batchMillis) / 1_000 * setting.memoryMegabytes() / MEGABYTES_OF_A_GIGABYTE;
    double services = 0;
    for (Map.Entry<String, Line> unit : calibration.billed().entrySet()) {
      services += unit.getValue().at(fill) * prices.unit(unit.getKey());
    }
    return batches * (gigabyteSeconds * prices.gigabyteSecond() + prices.invocation() + services);
  }
}
