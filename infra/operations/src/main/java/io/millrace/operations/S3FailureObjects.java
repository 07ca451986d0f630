// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import io.millrace.shared.aws.Luck;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The failures bucket in S3. */
final class S3FailureObjects implements FailureObjects {

  private final S3Client s3;
  private final String bucket;

  S3FailureObjects(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public Optional<byte[]> get(String key) {
    return Luck.translating(
        "GetObject of s3://" + bucket + "/" + key,
        () -> {
          try {
            return Optional.of(
                s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArrayUnsafe());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public List<String> waiting(String prefix, int most) {
    return Luck.translating(
        "ListObjectsV2 of s3://" + bucket + "/" + prefix,
        () ->
            s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
                .limit(most)
                .map(S3Object::key)
                .toList());
  }

  @Override
  public boolean exists(String key) {
    return Luck.translating(
        "HeadObject of s3://" + bucket + "/" + key,
        () -> {
          try {
            s3.headObject(r -> r.bucket(bucket).key(key));
            return true;
          } catch (NoSuchKeyException e) {
            return false;
          }
        });
  }

  @Override
  public void put(String key, byte[] json) {
    Luck.translating(
        "PutObject of s3://" + bucket + "/" + key,
        () ->
            s3.putObject(
                r -> r.bucket(bucket).key(key).contentType("application/json"),
                RequestBody.fromBytes(json)));
  }

  @Override
  public void delete(String key) {
    Luck.translating(
        "DeleteObject of s3://" + bucket + "/" + key,
        () -> s3.deleteObject(r -> r.bucket(bucket).key(key)));
  }
}
