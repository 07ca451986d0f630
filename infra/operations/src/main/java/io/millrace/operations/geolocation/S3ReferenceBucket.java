// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import io.millrace.operations.geolocation.ReferenceBucket.Current;
import io.millrace.shared.aws.Luck;
import io.millrace.shared.event.Json;
import io.millrace.shared.reference.GeolocationPointer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The reference bucket in S3. Source: Amazon S3 User Guide, "Conditional requests". */
final class S3ReferenceBucket implements ReferenceBucket {

  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;

  private final S3Client s3;
  private final String bucket;

  S3ReferenceBucket(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public Optional<Current> current() {
    String what = "GetObject of s3://" + bucket + "/" + GeolocationPointer.KEY;
    return Luck.translating(
        what,
        () -> {
          try (ResponseInputStream<GetObjectResponse> object =
              s3.getObject(r -> r.bucket(bucket).key(GeolocationPointer.KEY))) {
            byte[] json = object.readNBytes(GeolocationPointer.MAX_POINTER_BYTES);
            return Optional.of(
                new Current(Json.read(json, GeolocationPointer.class), object.response().eTag()));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          } catch (IOException e) {
            throw new IllegalStateException(what + ": not a pointer to a database", e);
          }
        });
  }

  @Override
  public void putDatabase(String key, Path file) {
    Luck.translating(
        "PutObject of s3://" + bucket + "/" + key,
        () ->
            s3.putObject(
                r -> r.bucket(bucket).key(key).contentType("application/octet-stream"), file));
  }

  @Override
  public boolean putPointer(GeolocationPointer pointer, @Nullable String replaced) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(GeolocationPointer.KEY)
            .contentType("application/json");
    if (replaced == null) {
      request.ifNoneMatch("*");
    } else {
      request.ifMatch(replaced);
    }
    return Luck.translating(
        "PutObject of s3://" + bucket + "/" + GeolocationPointer.KEY,
        () -> {
          try {
            s3.putObject(request.build(), RequestBody.fromString(Json.write(pointer)));
            return true;
          } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT) {
              return false;
            }
            throw e;
          }
        });
  }
}
