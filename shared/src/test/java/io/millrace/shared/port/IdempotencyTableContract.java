// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.port.IdempotencyTable.Answer;
import io.millrace.shared.port.IdempotencyTable.Answer.Claimed;
import io.millrace.shared.port.IdempotencyTable.Answer.Completed;
import io.millrace.shared.port.IdempotencyTable.Answer.InProgress;
import io.millrace.shared.port.IdempotencyTable.Answer.Mismatch;
import io.millrace.shared.port.IdempotencyTable.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link IdempotencyTable} promises. */
public abstract class IdempotencyTableContract {

  private static final Instant NOW = Instant.parse("2026-11-20T10:15:30.123Z");
  private static final Instant UNTIL = NOW.plusSeconds(60);
  private static final Instant AFTER = UNTIL.plusMillis(1);
  private static final String BODY = "hash of one body";
  private static final String OTHER_BODY = "hash of another body";

  private final String key = UUID.randomUUID().toString();

  protected abstract IdempotencyTable table();

  /** How long an entry is remembered after its claim ended. */
  protected abstract Duration kept();

  @Test
  void freeKey_isClaimed_withoutProgress() {
    assertThat(claim("ann", NOW, UNTIL)).isEqualTo(claimed("ann", UNTIL, null));
  }

  @Test
  void liveClaim_isKeptFromOthers_untilItsEnd() {
    claim("ann", NOW, UNTIL);
    assertThat(claim("bob", UNTIL.minusMillis(1), AFTER)).isEqualTo(new InProgress(UNTIL));
    assertThat(claim("bob", UNTIL, AFTER)).isEqualTo(claimed("bob", AFTER, null));
  }

  @Test
  void sameOwner_isGrantedAgain_asAfterAnAmbiguousTimeOut() {
    Claim first = granted("ann", NOW, UNTIL);
    assertThat(table().advance(first, "10")).isTrue();
    assertThat(table().advance(first, "10")).isTrue();
    assertThat(claim("ann", NOW, AFTER)).isEqualTo(claimed("ann", AFTER, "10"));
    assertThat(claim("bob", UNTIL, AFTER)).isEqualTo(new InProgress(AFTER, "10"));
    assertThat(table().complete(first, "done")).isTrue();
    assertThat(table().complete(first, "done")).isTrue();
    assertThat(claim("ann", NOW, UNTIL)).isEqualTo(new Completed("done"));
  }

  @Test
  void result_isReturnedToEveryDuplicate_alsoAfterTheClaimWouldHaveEnded() {
    assertThat(table().complete(granted("ann", NOW, UNTIL), "{\"a\":1}")).isTrue();
    for (Instant when : List.of(NOW, AFTER, UNTIL.plus(kept()).minusSeconds(2))) {
      assertThat(claim("bob", when, when.plusSeconds(60))).isEqualTo(new Completed("{\"a\":1}"));
    }
  }

  @Test
  void progress_goesToWhoeverTakesOver() {
    Claim lost = granted("ann", NOW, UNTIL);
    assertThat(table().advance(lost, "10")).isTrue();
    assertThat(table().advance(lost, "20")).isTrue();
    assertThat(claim("bob", AFTER, AFTER.plusSeconds(9)))
        .isEqualTo(claimed("bob", AFTER.plusSeconds(9), "20"));
  }

  @Test
  void lostClaim_writesNothing() {
    Claim lost = granted("ann", NOW, UNTIL);
    Claim held = granted("bob", AFTER, AFTER.plusSeconds(60));
    assertThat(table().advance(lost, "stale")).isFalse();
    assertThat(table().complete(lost, "stale")).isFalse();
    table().release(lost);
    assertThat(claim("eve", AFTER, held.until())).isEqualTo(new InProgress(held.until()));
    assertThat(table().complete(held, "true result")).isTrue();
    assertThat(table().complete(lost, "stale")).isFalse();
    assertThat(claim("eve", AFTER, held.until())).isEqualTo(new Completed("true result"));
  }

  @Test
  void claimThatRanOut_stillIsItsHolders_whileNobodyTookIt() {
    Claim late = granted("ann", NOW, UNTIL);
    assertThat(table().advance(late, "10")).isTrue();
    assertThat(claim("ann", AFTER, AFTER.plusSeconds(9)))
        .isEqualTo(claimed("ann", AFTER.plusSeconds(9), "10"));
  }

  @Test
  void releasedClaim_isFreeAtOnce_withItsProgress_andItsHolderIsOut() {
    Claim given = granted("ann", NOW, UNTIL);
    table().advance(given, "10");
    table().release(given);
    table().release(given);
    assertThat(table().advance(given, "11")).isFalse();
    assertThat(table().complete(given, "done")).isFalse();
    assertThat(claim("bob", NOW, UNTIL)).isEqualTo(claimed("bob", UNTIL, "10"));
    table().release(given);
    assertThat(claim("eve", NOW, UNTIL)).isEqualTo(new InProgress(UNTIL, "10"));
  }

  @Test
  void completedWork_isNeitherReleasedNorPutBackInProgress() {
    Claim done = granted("ann", NOW, UNTIL);
    table().complete(done, "done");
    table().release(done);
    assertThat(table().advance(done, "10")).isFalse();
    assertThat(claim("bob", AFTER, AFTER.plusSeconds(9))).isEqualTo(new Completed("done"));
  }

  @Test
  void keyInUseForAnotherBody_isAMismatch_whileClaimedAndOnceCompleted() {
    Claim first = granted("ann", NOW, UNTIL);
    assertThat(other("bob", NOW)).isEqualTo(new Mismatch(BODY));
    assertThat(other("ann", NOW)).isEqualTo(new Mismatch(BODY));
    table().complete(first, "done");
    assertThat(other("bob", AFTER)).isEqualTo(new Mismatch(BODY));
  }

  @Test
  void claimThatEndedWithoutResult_doesNotBindTheKey_andItsProgressIsNobodyElses() {
    Claim first = granted("ann", NOW, UNTIL);
    table().advance(first, "10");
    assertThat(other("bob", AFTER))
        .isEqualTo(new Claimed(new Claim(key, OTHER_BODY, "bob", later(AFTER)), null));
    assertThat(claim("ann", AFTER, later(AFTER))).isEqualTo(new Mismatch(OTHER_BODY));

    table().release(new Claim(key, OTHER_BODY, "bob", later(AFTER)));
    assertThat(claim("ann", AFTER, later(AFTER))).isEqualTo(claimed("ann", later(AFTER), null));
  }

  @Test
  void result_isForgotten_afterTheTimeItIsKept() {
    table().complete(granted("ann", NOW, UNTIL), "done");
    Instant forgotten = UNTIL.plus(kept()).plusSeconds(1);
    assertThat(claim("bob", forgotten, later(forgotten)))
        .isEqualTo(claimed("bob", later(forgotten), null));
  }

  @Test
  void progress_isForgotten_afterTheTimeItIsKept() {
    table().advance(granted("ann", NOW, UNTIL), "10");
    Instant forgotten = UNTIL.plus(kept()).plusSeconds(1);
    assertThat(other("bob", forgotten))
        .isEqualTo(new Claimed(new Claim(key, OTHER_BODY, "bob", later(forgotten)), null));
  }

  @Test
  void manyAtOnce_oneIsGranted() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> asked =
          IntStream.range(0, 16)
              .mapToObj(i -> threads.submit(() -> claim("owner-" + i, NOW, UNTIL)))
              .toList();
      int granted = 0;
      for (Future<Answer> answer : asked) {
        if (answer.get() instanceof Claimed) {
          granted++;
        } else {
          assertThat(answer.get()).isEqualTo(new InProgress(UNTIL));
        }
      }
      assertThat(granted).isOne();
    }
  }

  private Answer claim(String owner, Instant now, Instant until) {
    return table().claim(key, BODY, owner, now, until);
  }

  private Claim granted(String owner, Instant now, Instant until) {
    return ((Claimed) claim(owner, now, until)).claim();
  }

  private Answer other(String owner, Instant now) {
    return table().claim(key, OTHER_BODY, owner, now, later(now));
  }

  private Claimed claimed(String owner, Instant until, @Nullable String progress) {
    return new Claimed(new Claim(key, BODY, owner, until), progress);
  }

  private static Instant later(Instant time) {
    return time.plusSeconds(60);
  }
}
