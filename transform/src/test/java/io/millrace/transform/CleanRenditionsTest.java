// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transform.ImageEngine.Rendition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.common.ImageMetadata;
import org.apache.commons.imaging.formats.jpeg.JpegImageMetadata;
import org.apache.commons.imaging.formats.jpeg.exif.ExifRewriter;
import org.apache.commons.imaging.formats.tiff.constants.ExifTagConstants;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a photo says about its place, its camera and its owner, its renditions do not. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.millrace.transform.Rendering#all")
final class CleanRenditionsTest {

  private static final String SECRET = "serial-4711";

  private final Rendering rendering;

  CleanRenditionsTest(Rendering rendering) {
    this.rendering = rendering;
  }

  @Test
  void rendition_holdsNoMetadataOfItsPhoto() throws IOException {
    byte[] photo = talkative();
    assertThat(((JpegImageMetadata) Imaging.getMetadata(photo)).getExif().getGpsInfo()).isNotNull();
    assertThat(new String(photo, StandardCharsets.ISO_8859_1)).contains(SECRET);

    for (Rendition rendition : rendering.accepted(photo).renditions()) {
      byte[] jpeg = rendition.jpeg();
      ImageMetadata metadata = Imaging.getMetadata(jpeg);
      assertThat(metadata).isNull();
      assertThat(Imaging.getXmpXml(jpeg)).isNull();
      assertThat(Imaging.getIccProfile(jpeg)).isNull();
      assertThat(new String(jpeg, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
      // Tables, frame, scan, and JFIF's marker or none: no other APPn, no comment.
      assertThat(markers(jpeg)).isSubsetOf(0xe0, 0xdb, 0xc0, 0xc4, 0xda);
    }
  }

  @Test
  void samePhoto_givesTheSameBytes() {
    byte[] photo = Pictures.jpeg();
    assertThat(rendering.accepted(photo).renditions().getFirst().jpeg())
        .isEqualTo(rendering.accepted(photo).renditions().getFirst().jpeg());
  }

  private static byte[] talkative() throws IOException {
    TiffOutputSet exif = new TiffOutputSet();
    exif.setGpsInDegrees(13.4, 52.5);
    exif.getOrCreateExifDirectory().add(ExifTagConstants.EXIF_TAG_BODY_SERIAL_NUMBER, SECRET);
    ByteArrayOutputStream tagged = new ByteArrayOutputStream();
    new ExifRewriter().updateExifMetadataLossless(Pictures.jpeg(), tagged, exif);
    byte[] photo = tagged.toByteArray();
    photo =
        Surgery.withSegment(
            photo,
            0xe1,
            Surgery.ascii("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + SECRET + "</x:xmpmeta>"));
    photo = Surgery.withSegment(photo, 0xfe, Surgery.ascii(SECRET));
    photo = Surgery.withSegment(photo, 0xed, Surgery.ascii("Photoshop 3.0\0" + SECRET));
    return Surgery.withProfile(photo, IccProfiles.rgb(IccProfiles.DISPLAY_P3));
  }

  /** The codes of all segments up to the first scan. */
  private static List<Integer> markers(byte[] jpeg) {
    List<Integer> markers = new ArrayList<>();
    int at = 2;
    while (markers.isEmpty() || markers.getLast() != 0xda) {
      markers.add(jpeg[at + 1] & 0xff);
      at += 2 + (((jpeg[at + 2] & 0xff) << 8) | (jpeg[at + 3] & 0xff));
    }
    return markers;
  }
}
