// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** sRGB is known by its numbers, whatever it is called. */
final class SrgbProfileTest {

  @Test
  void profileOfThePlatform_isSrgb() {
    assertThat(SrgbProfile.matches(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())).isTrue();
  }

  @Test
  void othersPrimariesOrCurves_areNot() {
    // The same primaries, with a plain power for its curve.
    assertThat(SrgbProfile.matches(IccProfiles.rgb(IccProfiles.SRGB))).isFalse();
    assertThat(SrgbProfile.matches(IccProfiles.rgb(IccProfiles.DISPLAY_P3))).isFalse();
    assertThat(SrgbProfile.matches(IccProfiles.grey())).isFalse();
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    assertThat(SrgbProfile.matches(linear)).isFalse();
  }

  @Test
  void damagedProfile_isNot() {
    byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    for (int length = 0; length < 400; length += 13) {
      assertThat(SrgbProfile.matches(Arrays.copyOf(srgb, length))).isFalse();
    }
    assertThat(SrgbProfile.matches(Surgery.ascii("sRGB"))).isFalse();
  }
}
