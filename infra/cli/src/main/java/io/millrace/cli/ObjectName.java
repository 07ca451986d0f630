// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An object as a person names it.
 *
 * @param bucket null for the bucket that the command is about
 */
record ObjectName(@Nullable String bucket, String key) {

  private static final String SCHEME = "s3://";

  /** The object, with its bucket. */
  String in(String ownBucket) {
    return SCHEME + (bucket == null ? ownBucket : bucket) + "/" + key;
  }

  /** Reads s3://BUCKET/KEY, or KEY alone. */
  static final class Converter implements ITypeConverter<ObjectName> {
    @Override
    public ObjectName convert(String value) {
      if (!value.startsWith(SCHEME)) {
        if (!value.isEmpty()) {
          return new ObjectName(null, value);
        }
        throw wrong(value);
      }
      int slash = value.indexOf('/', SCHEME.length());
      if (slash <= SCHEME.length() || slash == value.length() - 1) {
        throw wrong(value);
      }
      return new ObjectName(value.substring(SCHEME.length(), slash), value.substring(slash + 1));
    }

    private static TypeConversionException wrong(String value) {
      return new TypeConversionException(
          "\"" + value + "\", allowed is s3://BUCKET/KEY, or the key of an object");
    }
  }
}
