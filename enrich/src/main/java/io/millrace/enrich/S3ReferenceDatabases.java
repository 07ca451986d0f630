// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.aws.Luck;
import io.millrace.shared.event.Json;
import io.millrace.shared.reference.GeolocationPointer;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** In the reference bucket. Source: Amazon S3 API reference, GetObject, header If-None-Match. */
final class S3ReferenceDatabases implements ReferenceDatabases {

  private static final int NOT_MODIFIED = 304;

  private final Supplier<S3Client> s3;
  private final String bucket;

  /**
   * @param s3 asked for the client at every call
   */
  S3ReferenceDatabases(Supplier<S3Client> s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public Look look(@Nullable String known) throws IOException {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(bucket).key(GeolocationPointer.KEY);
    if (known != null) {
      request.ifNoneMatch(known);
    }
    ResponseInputStream<GetObjectResponse> object;
    try {
      object =
          Luck.translating(
              "GetObject of s3://" + bucket + "/" + GeolocationPointer.KEY,
              () -> s3.get().getObject(request.build()));
    } catch (NoSuchKeyException e) {
      return new Look.None();
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_MODIFIED) {
        return new Look.Same();
      }
      throw e;
    }
    try (object) {
      byte[] json = object.readNBytes(GeolocationPointer.MAX_POINTER_BYTES);
      return new Look.Other(Json.read(json, GeolocationPointer.class), object.response().eTag());
    }
  }

  @Override
  public InputStream open(String key) {
    return Luck.translating(
        "GetObject of s3://" + bucket + "/" + key,
        () -> s3.get().getObject(r -> r.bucket(bucket).key(key)));
  }
}
