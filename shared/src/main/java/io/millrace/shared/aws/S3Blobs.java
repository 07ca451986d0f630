// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.port.Blobs;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects in S3. Sources: Amazon S3 API reference, GetObject, headers Range and If-Match; RFC 9110,
 * sections 13.2.2 (conditions come before ranges) and 14.4 (Content-Range).
 */
public final class S3Blobs implements Blobs {

  private static final int PRECONDITION_FAILED = 412;

  private final Supplier<S3Client> s3;

  public S3Blobs(S3Client s3) {
    this(() -> s3);
  }

  /**
   * @param s3 asked for the client at every call
   */
  public S3Blobs(Supplier<S3Client> s3) {
    this.s3 = s3;
  }

  @Override
  public Optional<Blob> open(String bucket, String key, String etag, long from) {
    return Luck.translating(
        "GetObject of s3://" + bucket + "/" + key, () -> get(bucket, key, etag, from));
  }

  private Optional<Blob> get(String bucket, String key, String etag, long from) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(bucket).key(key).ifMatch('"' + etag + '"');
    if (from > 0) {
      // One byte early: S3 refuses a range that begins at the end, but has to say how long it is.
      request.range("bytes=" + (from - 1) + "-");
    }
    try {
      ResponseInputStream<GetObjectResponse> object = s3.get().getObject(request.build());
      GetObjectResponse head = object.response();
      LuckyStream body = new LuckyStream(object);
      if (from > 0) {
        body.read();
      }
      return Optional.of(new Blob(etag, size(head, from), head.lastModified(), body));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Of the whole object: what follows the slash in {@code Content-Range: bytes 7-9/10}. */
  private static long size(GetObjectResponse head, long from) {
    String range = head.contentRange();
    if (range == null && from > 0) {
      throw new IllegalStateException("S3 answered a range with the whole object");
    }
    return range == null
        ? head.contentLength()
        : Long.parseLong(range.substring(range.indexOf('/') + 1));
  }

  @Override
  public void put(String bucket, String key, String contentType, byte[] body) {
    Luck.translating(
        "PutObject of s3://" + bucket + "/" + key,
        () ->
            s3.get()
                .putObject(
                    PutObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .contentType(contentType)
                        .build(),
                    RequestBody.fromBytes(body)));
  }
}
