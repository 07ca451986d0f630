// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The keys that sign, derived once for an access key, day, region and service: the derivation costs
 * more than the signature. Thread-safe.
 */
final class SigningKeys {
  /**
   * More than a local cloud has functions times services. At the limit all are forgotten, so that
   * requests with made-up access keys can't fill the memory.
   */
  private static final int LIMIT = 1_000;

  private final UnaryOperator<String> secretOf;
  private final Map<Scope, byte[]> keys = new ConcurrentHashMap<>();

  private record Scope(String accessKey, String date, String region, String service) {}

  /**
   * Keys from secrets.
   *
   * @param secretOf an access key, of which it must always say the same
   */
  SigningKeys(UnaryOperator<String> secretOf) {
    this.secretOf = secretOf;
  }

  byte[] of(String accessKey, SigV4.Signed request) {
    Scope scope = new Scope(accessKey, request.date(), request.region(), request.service());
    byte[] known = keys.get(scope);
    if (known != null) {
      return known;
    }
    byte[] derived =
        SigV4.signingKey(secretOf.apply(accessKey), scope.date, scope.region, scope.service);
    if (keys.size() >= LIMIT) {
      keys.clear();
    }
    keys.put(scope, derived);
    return derived;
  }
}
