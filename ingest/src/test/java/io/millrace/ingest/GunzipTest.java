// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GunzipTest {

  private static final long UNLIMITED = 1 << 30;

  /** What came out, and why it ended; null at the proper end. */
  private record Result(byte[] content, @Nullable Reason broken, String detail) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Result r
          && Arrays.equals(content, r.content)
          && broken == r.broken
          && detail.equals(r.detail);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(content);
    }
  }

  @Property(tries = 300)
  void content_comesOut_howeverTheBytesArrive(
      @ForAll @IntRange(max = 40_000) int size,
      @ForAll @IntRange(min = 1, max = 3) int members,
      @ForAll @IntRange(min = 1, max = 5_000) int most,
      @ForAll @IntRange(max = 5) int padding,
      @ForAll long seed)
      throws IOException {
    byte[] content = content(size, seed);
    byte[] file = new byte[0];
    byte[] expected = new byte[0];
    for (int i = 0; i < members; i++) {
      file = Bench.concat(file, Bench.gzip(content));
      expected = Bench.concat(expected, content);
    }

    Result read = read(Bench.concat(file, new byte[padding]), most, seed, UNLIMITED);

    assertThat(read.broken).isNull();
    assertThat(read.content).isEqualTo(expected);
  }

  @Property(tries = 500)
  void damagedFile_givesTheSameBytesBeforeTheDamage_howeverTheBytesArrive(
      @ForAll @IntRange(min = 1, max = 40_000) int size,
      @ForAll @IntRange(min = 1, max = 700) int most,
      @ForAll boolean cut,
      @ForAll long seed)
      throws IOException {
    byte[] file = Bench.gzip(content(size, seed));
    int at = new Random(seed).nextInt(file.length);
    if (cut) {
      file = Arrays.copyOf(file, at);
    } else {
      file[at] ^= (byte) (1 << (seed & 7));
    }

    Result whole = read(file, Integer.MAX_VALUE - 1, 0, UNLIMITED);
    Result dribbled = read(file, most, seed, UNLIMITED);

    assertThat(dribbled).isEqualTo(whole);
    if (cut) {
      assertThat(whole.broken).isEqualTo(Reason.MALFORMED_GZIP);
      assertThat(Arrays.copyOf(content(size, seed), whole.content.length)).isEqualTo(whole.content);
    }
  }

  @Test
  void everythingBeforeACut_comesOut() throws IOException {
    byte[] content = content(30_000, 5);
    byte[] file = Bench.gzip(content);

    Result read = read(Arrays.copyOf(file, file.length - 1), 1_000, 1, UNLIMITED);

    assertThat(read.content).isEqualTo(content);
    assertThat(read.broken).isEqualTo(Reason.MALFORMED_GZIP);
    assertThat(read.detail).contains("trailer").contains("byte 30000");
  }

  @Test
  void wrongChecksum_isDamage() throws IOException {
    byte[] file = Bench.gzip(Bench.utf8("hello"));
    file[file.length - 6] ^= 1;

    assertThat(read(file, 100, 1, UNLIMITED).detail).contains("checksum");
  }

  @Test
  void somethingBehindTheLastMember_isDamage() throws IOException {
    byte[] file = Bench.gzip(Bench.utf8("hello"));

    Result text = read(Bench.concat(file, Bench.utf8("more")), 100, 1, UNLIMITED);
    Result afterPadding = read(Bench.concat(file, new byte[] {0, 0, 1}), 100, 1, UNLIMITED);

    assertThat(text.content).isEqualTo(Bench.utf8("hello"));
    assertThat(text.broken).isEqualTo(Reason.MALFORMED_GZIP);
    assertThat(afterPadding.broken).isEqualTo(Reason.MALFORMED_GZIP);
  }

  @Test
  void headerWithEveryField_isSkipped() throws IOException {
    byte[] plain = Bench.gzip(Bench.utf8("hello"));
    byte[] header = Arrays.copyOf(plain, 10);
    header[3] = 2 | 4 | 8 | 16;
    byte[] fields = {3, 0, 9, 9, 9, 'n', 0, 'c', 0, 7, 7};
    byte[] file = Bench.concat(header, fields, Arrays.copyOfRange(plain, 10, plain.length));

    assertThat(read(file, 1, 1, UNLIMITED).content).isEqualTo(Bench.utf8("hello"));
  }

  @Test
  void contentAtTheLimit_comesOut_andOneByteMoreBreaksOff() throws IOException {
    byte[] file = Bench.gzip(new byte[100_000]);

    Result fits = read(file, 100, 1, 100_000);
    Result tooLarge = read(file, 100, 1, 99_999);

    assertThat(fits.broken).isNull();
    assertThat(tooLarge.content).hasSize(99_999);
    assertThat(tooLarge.broken).isEqualTo(Reason.UPLOAD_TOO_LARGE);
    assertThat(tooLarge.detail).contains("99999");
  }

  /** Compressible, but not to almost nothing. */
  private static byte[] content(int size, long seed) {
    byte[] content = new byte[size];
    Random random = new Random(seed);
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : '\n' + i % 7);
    }
    return content;
  }

  private static Result read(byte[] file, int most, long seed, long limit) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[Math.min(most + 1, 8_192)];
    try (Gunzip gunzip = new Gunzip(new Dribble(file, most, seed), limit)) {
      int n = gunzip.read(buffer, 0, buffer.length);
      while (n >= 0) {
        out.write(buffer, 0, n);
        n = gunzip.read(buffer, 0, buffer.length);
      }
      return new Result(out.toByteArray(), null, "");
    } catch (BrokenOffException e) {
      return new Result(out.toByteArray(), e.reason(), e.detail());
    }
  }
}
