// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What can be known of the backends where there is neither Docker nor an account. */
final class BackendsTest {

  @Test
  void buildSays_whatItDidNotAsk() {
    assertThat(BackendChoice.of("local").notRequested())
        .isEqualTo("LocalStack: not requested; AWS: not requested");
    assertThat(BackendChoice.of("localstack").notRequested()).isEqualTo("AWS: not requested");
    assertThatThrownBy(() -> BackendChoice.of("gcp"))
        .hasMessage("millrace.backend is \"gcp\", allowed are local, localstack, aws");
  }

  @Test
  void localStackRequested_withoutDocker_isAFailureThatSaysWhatToDo() {
    assertThatThrownBy(() -> LocalStack.requireDocker(false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("-Plocalstack", "no Docker engine answers", "start Docker");
  }

  @Test
  void container_hasTheConfiguredImage_andTheTokenOnlyWhenThereIsOne() {
    assertThat(LocalStack.environment(null)).doesNotContainKey(LocalStack.TOKEN);
    assertThat(LocalStack.environment(" ")).doesNotContainKey(LocalStack.TOKEN);
    assertThat(LocalStack.environment("t")).containsEntry(LocalStack.TOKEN, "t");
    assertThatThrownBy(() -> LocalStack.image("")).hasMessageContaining("allowed is an image");
  }

  @Test
  void suite_takesNoStackThatSomebodyUses() {
    assertThat(Aws.stack("millrace-e2e")).isEqualTo("millrace-e2e");
    assertThatThrownBy(() -> Aws.stack("millrace")).hasMessageContaining("ends in -e2e");
  }

  @Test
  void stillness_isAWhileWithoutChange_andWithNothingBusy() {
    AtomicLong seconds = new AtomicLong();
    Iterator<Stillness.Look> looks =
        List.of(
                look("", "a"),
                look("", "b"),
                look("queue", "b"),
                look("", "b"),
                look("", "b"),
                look("", "c"),
                look("", "c"),
                look("", "c"),
                look("", "c"),
                look("", "d"))
            .iterator();
    stillness(seconds, 100).await(looks::next);
    assertThat(looks.next()).as("the last that was not looked at").isEqualTo(look("", "d"));
  }

  @Test
  void whatNeverStandsStill_isAFailure_thatSaysWhatIsBusy() {
    assertThatThrownBy(
            () -> stillness(new AtomicLong(), 20).await(() -> look("{resizeQueue=1}", "a")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("busy: {resizeQueue=1}");
  }

  private static Stillness stillness(AtomicLong seconds, int longest) {
    return new Stillness(
        () -> Duration.ofSeconds(seconds.get()).toNanos(),
        seconds::incrementAndGet,
        Duration.ofSeconds(3),
        Duration.ofSeconds(longest));
  }

  private static Stillness.Look look(String busy, String contents) {
    return new Stillness.Look(busy, contents);
  }
}
