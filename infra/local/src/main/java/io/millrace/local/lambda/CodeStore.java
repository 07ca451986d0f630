// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.lambda.mapping.SourceClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/** Functions' jars, by content: a jar that a process runs is never written to again. */
final class CodeStore {
  /** Elsewhere the bucket whose "keys" are directories of the machine. */
  private static final String HOT_SWAP = "hot-reload";

  private final Path directory;
  private final SourceClients clients;

  CodeStore(Path directory, SourceClients clients) {
    this.directory = directory;
    this.clients = clients;
  }

  /**
   * A stored jar.
   *
   * @param sha256 in base64, as the API gives it
   */
  record Code(String sha256, long size) {}

  /**
   * From the code of a request: {@code ZipFile}, or {@code S3Bucket} and {@code S3Key} through the
   * gateway.
   */
  Code store(JsonNode request) {
    for (String other : List.of("ImageUri", "S3ObjectVersion", "SourceKMSKeyArn")) {
      if (request.hasNonNull(other)) {
        throw LambdaError.invalid(
            other
                + " of a function's code is not supported by the local cloud; supported are ZipFile, S3Bucket, S3Key");
      }
    }
    JsonNode zip = request.path("ZipFile");
    if (zip.isTextual()) {
      try {
        return store(Base64.getDecoder().decode(zip.textValue()));
      } catch (IllegalArgumentException e) {
        throw LambdaError.badRequest("ZipFile is not base64: " + e.getMessage());
      }
    }
    String bucket = request.path("S3Bucket").asText("");
    String key = request.path("S3Key").asText("");
    if (bucket.isEmpty() || key.isEmpty()) {
      throw LambdaError.invalid(
          "Please provide a source for function code: ZipFile, or S3Bucket and S3Key");
    }
    if (bucket.equals(HOT_SWAP)) {
      throw LambdaError.invalid(
          "hot swap of code (the bucket "
              + HOT_SWAP
              + " of other emulators) is not supported by the local cloud; UpdateFunctionCode is");
    }
    try {
      return store(
          clients.s3().getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArrayUnsafe());
    } catch (SdkException e) {
      throw LambdaError.invalid(
          "Error occurred while GetObject of s3://" + bucket + "/" + key + ": " + e.getMessage());
    }
  }

  private Code store(byte[] jar) {
    byte[] sha256 = sha256(jar);
    Path file = directory.resolve(HexFormat.of().formatHex(sha256) + ".jar");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(directory);
        Path fresh = Files.createTempFile(directory, "code", ".new");
        Files.write(fresh, jar);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store code in " + directory, e);
    }
    return new Code(Base64.getEncoder().encodeToString(sha256), jar.length);
  }

  /** Where the jar lies. */
  Path file(String sha256) {
    return directory.resolve(HexFormat.of().formatHex(Base64.getDecoder().decode(sha256)) + ".jar");
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
