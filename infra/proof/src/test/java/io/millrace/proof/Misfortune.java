// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

/** What may happen to one call of a port. */
enum Misfortune {
  /** Nothing: the call is made. */
  NONE,
  /** A throttle or a 5xx: it fails and has no effect. */
  UNAVAILABLE,
  /** A 4xx, as while a permission is missing: it fails in a way that no stage foresees. */
  REFUSED,
  /** A time-out behind the effect: it fails although all of it happened. */
  TIMED_OUT,
  /** It fails and some of it happened; an object that is read breaks off half way. */
  PARTLY,
  /** The function's environment dies and the call is never made. */
  DEATH_BEFORE,
  /** The function's environment dies with the call done. */
  DEATH_AFTER
}
