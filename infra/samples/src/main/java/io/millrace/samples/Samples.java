// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;

/** The sample photos and events, written to a folder. */
public final class Samples {

  /** The folder of the photos. */
  public static final String PHOTOS = "photos";

  /** What a correct pipeline makes of the files, as {@link Expected#read} takes it. */
  public static final String EXPECTED = "expected.json";

  private Samples() {}

  /**
   * Writes {@code photos/*}, {@code events.ndjson}, {@code events.csv.gz} and {@code
   * expected.json}. The same moment makes the same files; what stood there under these names is
   * replaced.
   *
   * @param dir created if it is not there
   * @param now the moment before which the events lie, cut to milliseconds; the current time for a
   *     pipeline that judges lateness by its clock
   */
  public static Expected write(Path dir, Instant now) {
    Instant moment = now.truncatedTo(ChronoUnit.MILLIS);
    try {
      Files.createDirectories(dir.resolve(PHOTOS));
      Expected.Photos photos = writePhotos(dir.resolve(PHOTOS));
      Expected.Events events = new EventFiles(moment).write(dir);
      Expected expected = new Expected(moment.toString(), events, photos);
      Files.writeString(dir.resolve(EXPECTED), expected.toJson());
      return expected;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the samples to " + dir, e);
    }
  }

  /** Takes the folder and, if wanted, the moment in ISO 8601; now otherwise. */
  public static void main(String[] args) {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: Samples FOLDER [2026-11-23T06:00:00Z]");
      System.exit(2);
    }
    Instant now = args.length == 2 ? Instant.parse(args[1]) : Instant.now();
    System.out.print(write(Path.of(args[0]), now).toJson());
  }

  private static Expected.Photos writePhotos(Path folder) throws IOException {
    SortedMap<String, Long> rejected = Expected.counts();
    SortedMap<String, Long> byCountry = Expected.counts();
    long ready = 0;
    for (SamplePhoto photo : SamplePhoto.ALL) {
      copy(photo.file(), folder);
      if (photo.reason() == null) {
        ready++;
        Expected.count(byCountry, photo.country());
      } else {
        Expected.count(rejected, photo.reason());
      }
    }
    return new Expected.Photos(SamplePhoto.ALL.size(), ready, rejected, byCountry);
  }

  private static void copy(String file, Path folder) throws IOException {
    Files.write(folder.resolve(file), photo(file));
  }

  /** The bytes of a file of the photo folder. */
  static byte[] photo(String file) {
    String resource = PHOTOS + "/" + file;
    try (InputStream in = Samples.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + " is missing from the samples");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
