// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SigningKeysTest {
  private final SigningKeys keys = new SigningKeys(accessKey -> "secret of " + accessKey);

  @Test
  void everyPartOfTheScope_hasItsOwnKey_howeverManyWereAskedFor() {
    for (int i = 0; i < 2_500; i++) {
      String day = String.valueOf(20_260_101 + i % 28);
      String region = "region-" + i % 3;
      String service = "service-" + i % 5;
      String accessKey = "key-" + i / 420;

      assertThat(keys.of(accessKey, request(day, region, service)))
          .isEqualTo(SigV4.signingKey("secret of " + accessKey, day, region, service));
    }
  }

  private static SigV4.Signed request(String day, String region, String service) {
    return new SigV4.Signed(
        "POST", "/", "", Map.of("host", List.of("h")), "hash", day + "T000000Z", region, service);
  }
}
