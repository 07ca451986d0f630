// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import java.util.Map;
import java.util.Optional;

/** The settings of a bucket that are kept; all but the notifications are without local effect. */
enum BucketSetting {
  CORS("cors", "NoSuchCORSConfiguration"),
  ENCRYPTION("encryption", "ServerSideEncryptionConfigurationNotFoundError"),
  LIFECYCLE("lifecycle", "NoSuchLifecycleConfiguration"),
  NOTIFICATION("notification", ""),
  OWNERSHIP("ownershipControls", "OwnershipControlsNotFoundError"),
  POLICY("policy", "NoSuchBucketPolicy"),
  PUBLIC_ACCESS_BLOCK("publicAccessBlock", "NoSuchPublicAccessBlockConfiguration"),
  TAGGING("tagging", "NoSuchTagSet");

  private final String subresource;
  private final String absentCode;

  BucketSetting(String subresource, String absentCode) {
    this.subresource = subresource;
    this.absentCode = absentCode;
  }

  /** The query parameter that names it. */
  String subresource() {
    return subresource;
  }

  /** The error of asking for it when it was never set. */
  String absentCode() {
    return absentCode;
  }

  static Optional<BucketSetting> named(Map<String, String> query) {
    for (BucketSetting setting : values()) {
      if (query.containsKey(setting.subresource)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }
}
