// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import io.millrace.local.LocalCloudConfig;

/** Resource names in the local account and region. */
final class Arns {
  private Arns() {}

  static String regional(String service, String resource) {
    return "arn:aws:"
        + service
        + ":"
        + LocalCloudConfig.REGION
        + ":"
        + LocalCloudConfig.ACCOUNT
        + ":"
        + resource;
  }

  static String iam(String resource) {
    return "arn:aws:iam::" + LocalCloudConfig.ACCOUNT + ":" + resource;
  }
}
