// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Outcome;
import io.millrace.transform.ImageEngine.Renditions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is particular to native code; runs where the library is, and the build says if it is not.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("libvips")
final class VipsEngineTest {

  private static final int ROUNDS = 10;

  private final ImageEngine engine;
  private final Vips vips;

  VipsEngineTest(Rendering rendering) {
    engine = rendering.engine();
    vips = ((VipsEngine) engine).vips();
  }

  static List<Rendering> libvips() {
    return Rendering.all().stream().filter(Rendering::isLibvips).toList();
  }

  /** Hundreds of photos, sound and broken, by every way out. */
  @Test
  void everyPhoto_givesBackWhatItTook() {
    List<byte[]> photos = new ArrayList<>(FormatsTest.photos().values());
    byte[] icc = IccProfiles.rgb(IccProfiles.DISPLAY_P3);
    byte[] turned = Surgery.withExif(Pictures.jpeg(), Surgery.exif(6, ByteOrder.BIG_ENDIAN));
    photos.add(Surgery.withProfile(turned, icc));
    for (byte[] sound : List.copyOf(photos)) {
      byte[] cut = Arrays.copyOf(sound, sound.length * 3 / 4);
      byte[] damaged = sound.clone();
      Arrays.fill(damaged, sound.length / 2, sound.length / 2 + 20, (byte) 0x5a);
      photos.add(cut);
      photos.add(damaged);
    }
    int rejected = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (byte[] photo : photos) {
        Outcome<Renditions> outcome = engine.render(photo, Rendering.SPEC);
        rejected += outcome instanceof Outcome.Rejected<Renditions> ? 1 : 0;
      }
    }
    assertThat(rejected).isGreaterThan(ROUNDS * photos.size() / 3);
    // Its worker thread hands back its buffers when it rests.
    assertThat(soon(() -> vips.trackedAllocations() == 0 && vips.trackedMemory() == 0))
        .as("%s bytes in %s pieces are left", vips.trackedMemory(), vips.trackedAllocations())
        .isTrue();
  }

  @Test
  void rendition_isTheSame_whateverWasRenderedBefore() {
    byte[] photo = Pictures.written(Pictures.quarters(5, 700, 500), "jpeg");
    byte[] first = only(photo);
    engine.render(Arrays.copyOf(photo, photo.length - 2), Rendering.SPEC);
    assertThat(only(photo)).isEqualTo(first);
  }

  @Test
  void reject_saysWhatWentWrong_ofThisPhotoAlone() {
    byte[] webp = Pictures.resource("lossy.webp");
    Arrays.fill(webp, webp.length / 2, webp.length, (byte) 0);
    byte[] cut = Arrays.copyOf(Pictures.jpeg(), 700);
    byte[] jpeg = Surgery.joined(cut, new byte[] {(byte) 0xff, (byte) 0xd9});
    Outcome<Renditions> first = engine.render(jpeg, Rendering.SPEC);
    assertThat(first).isInstanceOf(Outcome.Rejected.class);
    assertThat(engine.render(webp, Rendering.SPEC)).isNotEqualTo(first);
    assertThat(engine.render(jpeg, Rendering.SPEC)).isEqualTo(first);
  }

  @Test
  void engine_isSaid_withItsVersionAndPlace() {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    EnginesHere.libvips().orElseThrow().log(new PrintStream(log, true, StandardCharsets.UTF_8));
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("\"message\":\"engine\"")
        .contains("\"engine\":\"libvips " + vips.version() + "\"")
        .contains("\"library\":");
  }

  @Test
  void library_isFoundInTheFoldersOfTheLinker() {
    String file = EnginesHere.libvips().orElseThrow().library();
    int end = file.lastIndexOf('/');
    String folder = end < 0 ? "/usr/lib" : file.substring(0, end);
    assertThat(
            VipsLibrary.search("", Map.of(VipsLibrary.LIBRARY_PATH, "/nowhere:" + folder)).loaded())
        .isPresent();
  }

  private byte[] only(byte[] photo) {
    return switch (engine.render(photo, Rendering.SPEC)) {
      case Outcome.Accepted<Renditions>(Renditions renditions) ->
          renditions.renditions().getFirst().jpeg();
      case Outcome.Rejected<Renditions> rejected -> throw new AssertionError(rejected);
    };
  }

  private static boolean soon(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }
}
