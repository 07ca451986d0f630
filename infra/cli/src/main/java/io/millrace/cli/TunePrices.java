// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.tune.Prices;
import java.util.Map;

/**
 * What tuning needs of AWS's on-demand prices in us-east-1, as of November 2026, in dollars.
 * Sources: the pricing pages of Lambda (arm64), DynamoDB (on-demand), SQS, S3 and EventBridge.
 */
final class TunePrices implements Prices {

  private static final Map<String, Double> UNITS =
      Map.of(
          "WCU", 0.625e-6,
          "RCU", 0.125e-6,
          "64 KB requests", 0.40e-6,
          "64 KB events", 1.00e-6,
          "PUT-class requests", 5.0e-6,
          "GET-class requests", 0.4e-6,
          "25 KB put units", 0.014e-6);

  @Override
  public double gigabyteSecond() {
    return 0.0000133334;
  }

  @Override
  public double invocation() {
    return 0.20e-6;
  }

  @Override
  public double unit(String unit) {
    return UNITS.getOrDefault(unit, 0.0);
  }
}
