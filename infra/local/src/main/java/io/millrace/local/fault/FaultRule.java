// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.local.gateway.Service;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with which calls. Of the calls that a rule is about, all fail, unless {@code
 * first}, {@code every} or {@code probability} picks some; at most one of them is given.
 *
 * @param kind what goes wrong
 * @param service in lower case, such as {@code dynamodb}; null for any
 * @param operation as the API names it, such as {@code PutItem}; null for any
 * @param caller a function's name for its code, or a label of the meter ({@code poller:NAME},
 *     {@code user}); null for any
 * @param first the first so many calls, at least 1
 * @param every each so many-th call, at least 1
 * @param probability of each call, over 0 to 1; chosen by the seed and the call's number alone
 * @param delayMillis for latency, lost-answer and delay-event; 0 or more, and whole seconds up to
 *     900,000 for delay-event, which SQS delays
 * @param seed for probability
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaultRule(
    @JsonProperty(required = true) FaultKind kind,
    @Nullable String service,
    @Nullable String operation,
    @Nullable String caller,
    @Nullable Integer first,
    @Nullable Integer every,
    @Nullable Double probability,
    long delayMillis,
    long seed) {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final long MAX_DELAY = 900_000;

  /**
   * @throws IllegalArgumentException naming the member, its value and what is allowed
   */
  public FaultRule {
    if (service != null && Arrays.stream(Service.values()).noneMatch(named(service))) {
      throw new IllegalArgumentException(
          "service: '"
              + service
              + "', allowed are "
              + Arrays.stream(Service.values())
                  .filter(one -> one != Service.MILLRACE)
                  .map(FaultRule::word)
                  .collect(Collectors.joining(", ")));
    }
    if (kind.ofEvents() && (service != null && !service.equals("s3") || operation != null)) {
      throw new IllegalArgumentException(
          kind.word() + ": is about the events of s3, so no other service and no operation");
    }
    long scripts =
        (first == null ? 0 : 1) + (every == null ? 0 : 1) + (probability == null ? 0 : 1);
    if (scripts > 1) {
      throw new IllegalArgumentException("first, every, probability: at most one is allowed");
    }
    atLeastOne("first", first);
    atLeastOne("every", every);
    if (probability != null && !(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (over 0, up to 1 is allowed)");
    }
    if (delayMillis < 0 || delayMillis > MAX_DELAY) {
      throw new IllegalArgumentException(
          "delayMillis: " + delayMillis + " (0 to " + MAX_DELAY + " is allowed)");
    }
  }

  /** Every call of one operation of one service; null for any. */
  public static FaultRule of(FaultKind kind, @Nullable String service, @Nullable String operation) {
    return new FaultRule(kind, service, operation, null, null, null, null, 0, 0);
  }

  /** The same for the first calls only. */
  public FaultRule onFirst(int calls) {
    return new FaultRule(kind, service, operation, caller, calls, null, null, delayMillis, seed);
  }

  /** The same for one caller only. */
  public FaultRule by(String functionOrLabel) {
    return new FaultRule(
        kind, service, operation, functionOrLabel, first, every, probability, delayMillis, seed);
  }

  boolean isAbout(Service called, String name, String label) {
    return (service == null || service.equals(word(called)))
        && (operation == null || operation.equals(name))
        && (caller == null || caller.equals(label) || label.equals("fn:" + caller));
  }

  /**
   * Whether the rule picks a call it is about.
   *
   * @param number of the call among them, from 1
   */
  boolean picks(long number) {
    if (first != null) {
      return number <= first;
    }
    if (every != null) {
      return number % every == 0;
    }
    return probability == null
        || new SplittableRandom(seed + number * SPREAD).nextDouble() < probability;
  }

  private static Predicate<Service> named(String word) {
    return one -> one != Service.MILLRACE && word(one).equals(word);
  }

  private static String word(Service service) {
    return service.name().toLowerCase(Locale.ROOT);
  }

  private static void atLeastOne(String name, @Nullable Integer value) {
    if (value != null && value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (at least 1)");
    }
  }
}
