// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * What one graph shows.
 *
 * @param byLabel in the order in which it is shown
 */
record Series(SequencedMap<String, Signal> byLabel) {

  static Series of(String label, Signal signal) {
    return new Series(new LinkedHashMap<>()).and(label, signal);
  }

  static Series of(String label, Measure measure) {
    return of(label, Signal.of(measure));
  }

  /** One of each, labelled with its name. */
  static Series each(Collection<String> names, Function<String, Measure> measure) {
    Series series = new Series(new LinkedHashMap<>());
    names.forEach(name -> series.byLabel.put(name, Signal.of(measure.apply(name))));
    return series;
  }

  /** The same and one more. */
  Series and(String label, Signal signal) {
    SequencedMap<String, Signal> more = new LinkedHashMap<>(byLabel);
    more.put(label, signal);
    return new Series(more);
  }

  Series and(String label, Measure measure) {
    return and(label, Signal.of(measure));
  }
}
