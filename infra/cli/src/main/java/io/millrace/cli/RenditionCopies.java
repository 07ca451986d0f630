// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.record.PhotoPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Copies of renditions in a folder, under the names of their photos: {@code berlin.jpg} has {@code
 * berlin.jpg-1600x1067.jpg} beside its siblings.
 */
final class RenditionCopies {

  private final Path folder;

  /**
   * @param folder is emptied first
   */
  RenditionCopies(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Copies all; how many bytes. */
  long copy(S3Client s3, String bucket, List<PhotoPart> photos) {
    Folders.fresh(folder);
    try {
      long bytes = 0;
      for (PhotoPart photo : photos) {
        for (String key : photo.renditions()) {
          Path file = file(photo.key(), key);
          Files.createDirectories(file.getParent());
          Files.deleteIfExists(file);
          s3.getObject(r -> r.bucket(bucket).key(key), ResponseTransformer.toFile(file));
          bytes += Files.size(file);
        }
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save the renditions in " + folder, e);
    }
  }

  private Path file(String photo, String rendition) {
    String size = rendition.substring(rendition.lastIndexOf('/') + 1);
    Path file = folder.resolve(photo + "-" + size).normalize();
    if (!file.startsWith(folder)) {
      throw new CommandException("Photo " + photo + " would be saved outside " + folder);
    }
    return file;
  }
}
