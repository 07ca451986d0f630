// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import io.millrace.load.cost.Billed;
import io.millrace.load.cost.PriceTable;
import java.util.Map;

/** What tuning needs of a table of prices, in dollars. */
public record Prices(PriceTable table) {

  /** Units as the local cloud's meter names them; what is not here is free for a function. */
  private static final Map<String, Billed> UNITS =
      Map.of(
          "WCU", Billed.DYNAMODB_WRITE_UNIT,
          "RCU", Billed.DYNAMODB_READ_UNIT,
          "64 KB requests", Billed.SQS_REQUEST,
          "64 KB events", Billed.EVENTBRIDGE_EVENT,
          "PUT-class requests", Billed.S3_PUT_REQUEST,
          "GET-class requests", Billed.S3_GET_REQUEST,
          "25 KB put units", Billed.KINESIS_PUT_UNIT);

  /** A gigabyte of memory for a second, on arm64. */
  double gigabyteSecond() {
    return table.price(Billed.LAMBDA_GB_SECOND_ARM64).each();
  }

  double invocation() {
    return table.price(Billed.LAMBDA_REQUEST).each();
  }

  /**
   * A unit of a service.
   *
   * @param unit as the local cloud's meter names it, such as {@code WCU}
   * @return 0 for what is free
   */
  double unit(String unit) {
    Billed item = UNITS.get(unit);
    return item == null ? 0 : table.price(item).each();
  }
}
