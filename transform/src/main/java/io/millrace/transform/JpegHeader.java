// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.transform.Raw.Colour;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Walks the markers of a JPEG from start to end: size, colours, orientation, profile, number of
 * scans, and whether the end is there at all. Leaves away what is not picture, so that the decoder
 * has nothing to say about it; libvips is told the colours anew, in a marker of Adobe's. Source:
 * ITU-T T.81 annex B; the rules for colours are those of libjpeg.
 */
final class JpegHeader {

  private static final int SOF0 = 0xc0;
  private static final int SOF2 = 0xc2;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;
  private static final int SOF15 = 0xcf;
  private static final int RST0 = 0xd0;
  private static final int RST7 = 0xd7;
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COM = 0xfe;
  private static final int TEM = 0x01;

  private static final String EXIF = "Exif\0\0";
  private static final String ICC = "ICC_PROFILE\0";
  private static final String ADOBE = "Adobe";

  /** What tells libvips the colours; it takes ink for inverted in any case, or only if marked. */
  private static final Map<Colour, byte[]> ADOBE_MARKERS =
      Map.of(
          Colour.RGB, adobe(0),
          Colour.YCBCR, adobe(1),
          Colour.CMYK, adobe(0),
          Colour.INVERTED_CMYK, adobe(0),
          Colour.INVERTED_YCCK, adobe(2));

  /** What is kept of the file: the bytes from one place up to another. */
  private record Kept(int from, int to) {}

  private final byte[] file;
  private final Bytes bytes;
  private final PhotoLimits limits;
  private final Decoding decoding;
  private final List<Kept> kept = new ArrayList<>();
  private final TreeMap<Integer, byte[]> profile = new TreeMap<>();
  private @Nullable Bytes frame;
  private Orientation orientation = Orientation.UPRIGHT;
  private boolean progressive;
  private boolean jfif;
  private int adobeTransform = -1;
  private int scans;

  private JpegHeader(byte[] file, PhotoLimits limits, Decoding decoding) {
    this.file = file;
    this.bytes = Bytes.bigEndian(file);
    this.limits = limits;
    this.decoding = decoding;
  }

  private static byte[] adobe(int transform) {
    return new byte[] {
      (byte) 0xff,
      (byte) APP14,
      0,
      14,
      'A',
      'd',
      'o',
      'b',
      'e',
      0,
      100,
      0,
      0,
      0,
      0,
      (byte) transform
    };
  }

  static Header read(byte[] file, PhotoLimits limits, Decoding decoding)
      throws UnreadableException {
    JpegHeader header = new JpegHeader(file, limits, decoding);
    header.walk();
    return header.result();
  }

  private void walk() throws UnreadableException {
    int from = 2;
    int at = nextMarker(2);
    for (int marker = bytes.u8(at); marker != EOI; marker = bytes.u8(at)) {
      if (marker == SOI || marker == TEM || (marker >= RST0 && marker <= RST7)) {
        at = nextMarker(at + 1);
        continue;
      }
      int length = bytes.u16(at + 1);
      if (length < 2) {
        throw UnreadableException.malformed("A JPEG segment of length " + length + " at " + at);
      }
      segment(marker, bytes.slice(at + 3, length - 2));
      if (marker == SOS && isWhole(bytes.slice(at + 3, length - 2))) {
        kept.add(new Kept(from, behindLastEnd(at + 1 + length)));
        return;
      }
      if ((marker >= APP0 && marker <= APP15) || marker == COM) {
        kept.add(new Kept(from, at - 1));
        from = at + 1 + length;
      }
      at = nextMarker(at + 1 + length);
    }
    // Whatever follows the end is another file.
    kept.add(new Kept(from, at + 1));
  }

  /**
   * Whether libjpeg, as libvips calls it, needs no more than this scan: all components, all bits.
   * It warns when the scan is cut short or damaged, and looks at nothing behind it, so that
   * megabytes need not be walked here.
   */
  private boolean isWhole(Bytes scan) throws UnreadableException {
    return decoding == Decoding.LIBVIPS
        && !progressive
        && frame != null
        && scan.u8(0) == frame.u8(5);
  }

  private int behindLastEnd(int scan) throws UnreadableException {
    for (int at = file.length - 2; at >= scan; at--) {
      if (file[at] == (byte) 0xff && file[at + 1] == (byte) EOI) {
        return at + 2;
      }
    }
    throw noEnd();
  }

  private UnreadableException noEnd() {
    return UnreadableException.malformed(
        "A JPEG cut short: no end among " + file.length + " bytes");
  }

  /**
   * Where the next marker's code stands. Between segments there should be nothing; within the coded
   * data of a scan, zero is stuffed behind 0xff and restart markers are part of it.
   */
  private int nextMarker(int from) throws UnreadableException {
    for (int at = from; at < file.length - 1; at++) {
      if (file[at] == (byte) 0xff) {
        int code = file[at + 1] & 0xff;
        boolean data = code == 0 || code == 0xff || (scans > 0 && code >= RST0 && code <= RST7);
        if (!data) {
          return at + 1;
        }
      }
    }
    throw noEnd();
  }

  private void segment(int marker, Bytes body) throws UnreadableException {
    if (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC) {
      frame(marker, body);
    } else if (marker == SOS) {
      if (frame == null) {
        throw UnreadableException.malformed("A JPEG scan before its frame");
      }
      scans++;
      if (scans > limits.maxScans()) {
        throw UnreadableException.malformed(
            "More than " + limits.maxScans() + " scans in one JPEG");
      }
    } else if (marker == APP0 && body.has(0, "JFIF\0")) {
      jfif = true;
    } else if (marker == APP1 && body.has(0, EXIF)) {
      orientation = TiffDirectory.orientation(body.slice(6, body.length() - 6L));
    } else if (marker == APP2 && body.has(0, ICC) && body.length() > 14) {
      profile.put(body.u8(12), body.copy(14, body.length() - 14L));
    } else if (marker == APP14 && body.has(0, ADOBE) && body.length() >= 12) {
      adobeTransform = body.u8(11);
    }
  }

  private void frame(int marker, Bytes body) throws UnreadableException {
    if (frame != null) {
      throw UnreadableException.malformed("Two frames in one JPEG");
    }
    if (marker > SOF2) {
      throw UnreadableException.unsupported(
          "A JPEG of process SOF" + (marker - SOF0) + ", read are SOF0 to SOF2");
    }
    if (body.u8(0) != 8) {
      throw UnreadableException.unsupported("A JPEG of " + body.u8(0) + " bits, read are 8");
    }
    frame = body;
    progressive = marker == SOF2;
    int components = body.u8(5);
    if (components != 1 && components != 3 && components != 4) {
      throw UnreadableException.unsupported("A JPEG of " + components + " components");
    }
    // A progressive one keeps all coefficients, 16 bits each, until its last scan.
    Header.check(body.u16(3), body.u16(1), progressive ? components * 3.0 : components, limits);
  }

  private Header result() throws UnreadableException {
    if (frame == null || scans == 0) {
      throw UnreadableException.malformed("A JPEG without a picture");
    }
    Colour colour = colour(frame);
    return new Header(
        Format.JPEG,
        frame.u16(3),
        frame.u16(1),
        orientation,
        colour,
        profile(),
        decodable(decoding == Decoding.LIBVIPS ? ADOBE_MARKERS.get(colour) : null));
  }

  private Colour colour(Bytes frame) throws UnreadableException {
    boolean adobe = adobeTransform >= 0;
    return switch (frame.u8(5)) {
      case 1 -> Colour.GREY;
      case 3 -> {
        boolean namedRgb = frame.u8(6) == 'R' && frame.u8(9) == 'G' && frame.u8(12) == 'B';
        yield !jfif && (adobe ? adobeTransform == 0 : namedRgb) ? Colour.RGB : Colour.YCBCR;
      }
      default -> {
        if (!adobe) {
          yield Colour.CMYK;
        }
        yield adobeTransform == 2 ? Colour.INVERTED_YCCK : Colour.INVERTED_CMYK;
      }
    };
  }

  private byte[] decodable(byte @Nullable [] marker) {
    int size = kept.stream().mapToInt(k -> k.to - k.from).sum();
    byte[] decodable = new byte[2 + (marker == null ? 0 : marker.length) + size];
    System.arraycopy(file, 0, decodable, 0, 2);
    int at = 2;
    if (marker != null) {
      System.arraycopy(marker, 0, decodable, at, marker.length);
      at += marker.length;
    }
    for (Kept part : kept) {
      System.arraycopy(file, part.from, decodable, at, part.to - part.from);
      at += part.to - part.from;
    }
    return decodable;
  }

  private byte[] profile() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    profile.values().forEach(whole::writeBytes);
    return Profiles.of(whole.toByteArray(), limits);
  }
}
