// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.Locale;

/** What a person does about an alarm, by the file that says it. */
enum Runbook {
  THROTTLING,
  ITERATOR_AGE,
  PERMISSION_DENIED,
  DOWNSTREAM_OUTAGE,
  TIMEOUT,
  POISON_RECORD,
  DEAD_LETTERS,
  COST_SPIKE,
  BAD_DEPLOYMENT,
  GEOLOCATION_STALE,
  AGGREGATE_DRIFT;

  static final String FOLDER = "infra/operations/runbooks";

  /** In the repository. */
  String path() {
    return FOLDER + "/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".md";
  }
}
