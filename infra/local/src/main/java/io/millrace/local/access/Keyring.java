// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The access keys there are: the user's, and one for each function, poller and service with a
 * secret that is another in every run and cannot be told from the name.
 */
public final class Keyring {
  /** The user's access key. */
  public static final String USER_KEY = "millrace";

  /** The user's secret; no secret at all, since the port is open to this machine only. */
  public static final String USER_SECRET = "millrace-local";

  private static final String FUNCTION = "fn-";
  private static final String POLLER = "poller-";
  private static final String SERVICE = "svc-";
  private static final int SEED_BYTES = 32;

  private final byte[] seed = new byte[SEED_BYTES];

  public Keyring() {
    new SecureRandom().nextBytes(seed);
  }

  /** The access key of a function's code. */
  public static String functionKey(String function) {
    return FUNCTION + function;
  }

  /** The access key of what polls for a function. */
  public static String pollerKey(String function) {
    return POLLER + function;
  }

  /** The access key of a service that calls other services. */
  public static String serviceKey(String service) {
    return SERVICE + service;
  }

  /** The secret of an access key; every key has one, whether anybody holds it or not. */
  public String secretOf(String accessKey) {
    return accessKey.equals(USER_KEY)
        ? USER_SECRET
        : Base64.getEncoder().withoutPadding().encodeToString(SigV4.hmac(seed, accessKey));
  }

  /** Whose key it is; empty for one that nobody was given. */
  Optional<Caller> caller(String accessKey) {
    if (accessKey.equals(USER_KEY)) {
      return Optional.of(Caller.THE_USER);
    }
    return named(accessKey, FUNCTION, Caller.Kind.FUNCTION)
        .or(() -> named(accessKey, POLLER, Caller.Kind.POLLER))
        .or(() -> named(accessKey, SERVICE, Caller.Kind.SERVICE));
  }

  private static Optional<Caller> named(String key, String prefix, Caller.Kind kind) {
    return key.startsWith(prefix)
        ? Optional.of(new Caller(kind, key.substring(prefix.length())))
        : Optional.empty();
  }
}
