// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.port.Blobs;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects in S3. */
public final class S3Blobs implements Blobs {

  private static final int PRECONDITION_FAILED = 412;

  private final S3Client s3;

  public S3Blobs(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public Optional<Blob> open(String bucket, String key, String etag) {
    return Luck.translating(
        "GetObject of s3://" + bucket + "/" + key, () -> get(bucket, key, etag));
  }

  private Optional<Blob> get(String bucket, String key, String etag) {
    try {
      ResponseInputStream<GetObjectResponse> object =
          s3.getObject(
              GetObjectRequest.builder().bucket(bucket).key(key).ifMatch('"' + etag + '"').build());
      GetObjectResponse head = object.response();
      return Optional.of(
          new Blob(etag, head.contentLength(), head.lastModified(), new LuckyStream(object)));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void put(String bucket, String key, String contentType, byte[] body) {
    Luck.translating(
        "PutObject of s3://" + bucket + "/" + key,
        () ->
            s3.putObject(
                PutObjectRequest.builder().bucket(bucket).key(key).contentType(contentType).build(),
                RequestBody.fromBytes(body)));
  }
}
