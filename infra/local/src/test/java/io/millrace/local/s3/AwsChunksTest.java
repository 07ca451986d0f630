// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AwsChunksTest {

  @Test
  void chunks_areJoined_withTheirSignaturesAndTrailersLeftOut() {
    String encoded =
        "5;chunk-signature=ab\r\nhello\r\na\r\n, chunked!\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n";

    assertThat(AwsChunks.decode(encoded.getBytes(StandardCharsets.US_ASCII)))
        .asString()
        .isEqualTo("hello, chunked!");
  }

  @Test
  void bodyThatIsCutShort_isRefused() {
    for (String encoded : new String[] {"", "5\r\nhel", "5\r\nhello\r\n", "x\r\nhello"}) {
      assertThatThrownBy(() -> AwsChunks.decode(encoded.getBytes(StandardCharsets.US_ASCII)))
          .isInstanceOf(S3Exception.class);
    }
  }
}
