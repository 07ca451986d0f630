// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import io.millrace.local.gateway.Call;

/**
 * The bucket and key a request is for, whether its address is path style ({@code /bucket/key}) or
 * virtual host style ({@code bucket.localhost/key}).
 *
 * @param bucket empty for the service itself
 * @param key decoded, empty for the bucket itself
 * @param rawPath path style and percent-encoded, as the engine gets it
 */
public record S3Address(String bucket, String key, String rawPath) {
  private static final String LOCAL_DOMAIN = ".localhost";
  private static final String SERVICE_LABEL = ".s3";

  public static S3Address of(String host, String rawPath) {
    int colon = host.lastIndexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    String path = rawPath.startsWith("/") ? rawPath : "/" + rawPath;
    if (name.endsWith(LOCAL_DOMAIN)) {
      String bucket = name.substring(0, name.length() - LOCAL_DOMAIN.length());
      if (bucket.endsWith(SERVICE_LABEL)) {
        bucket = bucket.substring(0, bucket.length() - SERVICE_LABEL.length());
      }
      if (!bucket.equals("s3")) {
        return new S3Address(bucket, Call.decode(path.substring(1)), "/" + bucket + path);
      }
    }
    int slash = path.indexOf('/', 1);
    String bucket = slash < 0 ? path.substring(1) : path.substring(1, slash);
    String key = slash < 0 ? "" : path.substring(slash + 1);
    return new S3Address(Call.decode(bucket), Call.decode(key), path);
  }

  public boolean isBucket() {
    return !bucket.isEmpty() && key.isEmpty();
  }

  public boolean isObject() {
    return !key.isEmpty();
  }
}
