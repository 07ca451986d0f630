// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.transform.Raw.Colour;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/**
 * Decodes pixels with ImageIO. The one place where its plugins meet untrusted bytes: whatever they
 * throw there is the bytes' fault, and so is a warning, because a plugin that warns while it
 * decodes went on with pixels it made up.
 */
final class Decoder {

  private Decoder() {}

  static Raw decode(Header header) throws UnreadableException {
    ImageReader reader = reader(header.format());
    boolean hardEnd = header.format() == Format.WEBP;
    try (ByteArrayImageStream stream = new ByteArrayImageStream(header.decodable(), hardEnd)) {
      return decode(reader, stream, header);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Deliberately wide: plugins answer bad bytes with any of IllegalArgument, ArrayIndex,
      // NegativeArraySize, NullPointer, … Nothing but the plugin runs in here.
      throw UnreadableException.malformed("The " + header.format() + " decoder gave up: " + e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(Format format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.plugin);
    if (!readers.hasNext()) {
      throw new IllegalStateException("No ImageIO plugin for " + format + " on the class path");
    }
    return readers.next();
  }

  private static Raw decode(ImageReader reader, ByteArrayImageStream stream, Header header)
      throws IOException, UnreadableException {
    reader.setInput(stream, true, true);
    // The plugin reads the headers once more; what it allocates must be what was checked.
    if (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height()) {
      throw UnreadableException.malformed("A " + header.format() + " with two sizes");
    }
    Warnings warnings = new Warnings();
    if (header.format() != Format.TIFF) {
      // That plugin remarks on its tags while it decodes; the others see nothing but pixels here.
      reader.addIIOReadWarningListener(warnings);
    }
    Colour colour = header.colour();
    Raw raw =
        colour == null
            ? Flattening.of(reader.read(0))
            : new Raw(pixels(reader.readRaster(0, null)), colour);
    if (warnings.first != null) {
      throw UnreadableException.malformed("Damaged or cut short: " + warnings.first);
    }
    return raw;
  }

  /** The plugin's own array: a JPEG's raster is made for this call, its bands side by side. */
  private static Pixels pixels(Raster raster) {
    byte[] data = ((DataBufferByte) raster.getDataBuffer()).getData();
    return new Pixels(raster.getWidth(), raster.getHeight(), raster.getNumBands(), data);
  }

  private static final class Warnings implements IIOReadWarningListener {

    private @Nullable String first;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      if (first == null) {
        first = warning;
      }
    }
  }
}
