// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A function of a stream that does as its variable MOOD says: throw, report or be content. */
public final class MoodyFunction {

  /** Reports every record whose partition key is {@code bad}. */
  public Map<String, Object> handle(Map<String, Object> event) {
    String mood = System.getenv("MOOD");
    if ("throw".equals(mood)) {
      throw new IllegalStateException("in a bad mood");
    }
    List<Map<String, String>> failures = new ArrayList<>();
    for (Object record : (List<?>) Objects.requireNonNull(event.get("Records"))) {
      Map<?, ?> kinesis = (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) record).get("kinesis"));
      System.out.println("saw " + kinesis.get("partitionKey"));
      if ("report".equals(mood) && "bad".equals(kinesis.get("partitionKey"))) {
        failures.add(Map.of("itemIdentifier", String.valueOf(kinesis.get("sequenceNumber"))));
      }
    }
    return Map.of("batchItemFailures", failures);
  }
}
