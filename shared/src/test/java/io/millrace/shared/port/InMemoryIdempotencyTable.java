// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The idempotency table as a sorted map. Thread-safe. */
public final class InMemoryIdempotencyTable implements IdempotencyTable {

  /** How long an entry is remembered after its claim ended. */
  public static final Duration KEPT = Duration.ofDays(16);

  public final Fault fault = new Fault();
  private final Map<String, Entry> entries = new TreeMap<>();

  /**
   * What stands under a key.
   *
   * @param owner null when the claim was released
   * @param data the result when completed, else the progress
   */
  public record Entry(
      String fingerprint,
      @Nullable String owner,
      Instant until,
      Instant expiry,
      boolean completed,
      @Nullable String data) {}

  @Override
  public Answer claim(String key, String fingerprint, String owner, Instant now, Instant until) {
    return fault.calling("claim", () -> claimNow(key, fingerprint, owner, now, until));
  }

  private synchronized Answer claimNow(
      String key, String fingerprint, String owner, Instant now, Instant until) {
    Entry found = entries.get(key);
    Entry known = found != null && found.expiry().isAfter(now) ? found : null;
    boolean same = known != null && known.fingerprint().equals(fingerprint);
    if (known != null && (known.completed() || known.until().isAfter(now))) {
      if (!same) {
        return new Answer.Mismatch(known.fingerprint());
      }
      if (known.completed()) {
        return new Answer.Completed(known.data() == null ? "" : known.data());
      }
      if (!owner.equals(known.owner())) {
        return new Answer.InProgress(known.until(), known.data());
      }
    }
    String progress = known != null && same ? known.data() : null;
    Entry claimed = new Entry(fingerprint, owner, until, until.plus(KEPT), false, progress);
    entries.put(key, claimed);
    return new Answer.Claimed(new Claim(key, fingerprint, owner, until), progress);
  }

  @Override
  public boolean advance(Claim claim, String progress) {
    return fault.calling(
        "advance", () -> set(claim, claim.owner(), claim.until(), false, progress));
  }

  @Override
  public boolean complete(Claim claim, String result) {
    return fault.calling("complete", () -> set(claim, claim.owner(), claim.until(), true, result));
  }

  @Override
  public void release(Claim claim) {
    fault.around("release", () -> set(claim, null, Instant.EPOCH, false, null));
  }

  private synchronized boolean set(
      Claim claim,
      @Nullable String owner,
      Instant until,
      boolean completed,
      @Nullable String data) {
    Entry known = entries.get(claim.key());
    if (known == null
        || !claim.owner().equals(known.owner())
        || (known.completed() && !completed)) {
      return false;
    }
    entries.put(
        claim.key(),
        new Entry(
            known.fingerprint(),
            owner,
            until,
            known.expiry(),
            completed,
            data == null ? known.data() : data));
    return true;
  }

  /** Every entry by its key. */
  public synchronized Map<String, Entry> entries() {
    return new TreeMap<>(entries);
  }
}
