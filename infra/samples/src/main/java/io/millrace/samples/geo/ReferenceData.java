// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.geo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the two reference files that enrich carries; a test holds the committed ones to what this
 * makes.
 */
public final class ReferenceData {

  static final String PLACES = "places.tsv";
  static final String DATABASE = "sample.mmdb";

  private ReferenceData() {}

  /** Takes the folder, in a checkout {@code enrich/src/main/resources/io/millrace/enrich}. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: ReferenceData FOLDER");
      System.exit(2);
    }
    write(Path.of(args[0]));
  }

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(PLACES), Gazetteer.tsv());
    Files.write(folder.resolve(DATABASE), SampleDatabase.bytes());
  }
}
