// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.transform.ImageEngine.Rendition;
import io.millrace.transform.ImageEngine.Renditions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Keys of renditions: the original's content, the settings with the engine, the size. A repeat
 * meets the same keys; the same photo uploaded twice shares its renditions; other settings, and
 * another engine, never overwrite them.
 */
final class RenditionKeys {

  private static final int CONTENT_BYTES = 16;
  private static final int CONFIG_BYTES = 4;

  private RenditionKeys() {}

  /** The keys, in the order of the renditions. */
  static List<String> of(
      byte[] original, ResizeConfig config, String engine, Renditions renditions) {
    String folder = sha256(original, CONTENT_BYTES) + "-" + settings(config, engine);
    return renditions.renditions().stream().map(r -> folder + "/" + name(r)).toList();
  }

  /** What shapes a rendition, in short. */
  static String settings(ResizeConfig config, String engine) {
    return sha256(config.canonical(engine).getBytes(StandardCharsets.UTF_8), CONFIG_BYTES);
  }

  private static String name(Rendition rendition) {
    return rendition.width() + "x" + rendition.height() + ".jpg";
  }

  private static String sha256(byte[] data, int bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(data);
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
