// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3AddressTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:4566, /b/a%20b/c%2Bd.jpg, b, a b/c+d.jpg, /b/a%20b/c%2Bd.jpg",
    "localhost:4566, /b, b, '', /b",
    "localhost:4566, /, '', '', /",
    "b.localhost:4566, /a%20b, b, a b, /b/a%20b",
    "b.c.localhost, /k, b.c, k, /b.c/k",
    "b.s3.localhost:1, /, b, '', /b/",
    "s3.localhost:1, /b/k, b, k, /b/k",
  })
  void bucketAndKey_areFoundInHostAndPath(
      String host, String path, String bucket, String key, String rawPath) {
    assertThat(S3Address.of(host, path)).isEqualTo(new S3Address(bucket, key, rawPath));
  }
}
