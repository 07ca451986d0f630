// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.transform.Engines.Chosen;
import io.millrace.transform.Engines.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without libvips everything works by Java alone, and it is said why. */
final class EnginesTest {

  @TempDir private Path folder;

  @Test
  void noLibraryThere_isThePortableEngine() {
    Chosen chosen = Engines.choose(Wanted.AUTO, folder.toString(), Map.of());
    assertThat(chosen.engine()).isInstanceOf(PortableEngine.class);
    assertThat(chosen.why()).contains("no libvips", folder.toString());
    assertThat(chosen.engine().render(Pictures.jpeg(), Rendering.SPEC)).isNotNull();
  }

  @Test
  void fileThatIsNoLibrary_isThePortableEngine() throws IOException {
    Path file = folder.resolve("libvips-cpp.so.8.18.7");
    Files.writeString(file, "not code");
    assertThat(Engines.choose(Wanted.AUTO, file.toString(), Map.of()).why())
        .contains(file + ": cannot be opened");
  }

  @Test
  void libvipsAskedFor_isNotReplaced() {
    assertThatThrownBy(() -> Engines.choose(Wanted.LIBVIPS, folder.toString(), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("RESIZE_ENGINE asks for libvips");
  }

  @Test
  void portableAskedFor_looksForNothing() {
    Chosen chosen = Engines.choose(Wanted.PORTABLE, "natives/node_modules", Map.of());
    assertThat(chosen.engine()).isInstanceOf(PortableEngine.class);
    assertThat(chosen.library()).isEmpty();
  }

  @Test
  void engine_isPartOfTheKey_butThePortableOnesKeysStay() {
    ResizeConfig config = ResizeConfig.from(ResizeConfigTest.ENV);
    String portable = RenditionKeys.settings(config, new PortableEngine().identity());
    assertThat(config.canonical("")).isEqualTo("widths=1600,800,320;quality=80");
    assertThat(List.of("libvips-8.18.7", "libvips-8.18.8"))
        .extracting(engine -> RenditionKeys.settings(config, engine))
        .doesNotHaveDuplicates()
        .doesNotContain(portable);
  }

  @Test
  void unknownEngine_isAProblem() {
    assertThatThrownBy(() -> ResizeConfigTest.with(ResizeConfig.RESIZE_ENGINE, "sharp"))
        .hasMessageContaining("RESIZE_ENGINE is \"sharp\", allowed are auto, libvips and portable");
  }
}
