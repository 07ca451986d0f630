// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalCloudConfig;
import java.net.URI;
import java.util.List;

/** Lines that a person can paste into a shell. */
final class Hints {

  private Hints() {}

  static List<String> credentials(URI endpoint) {
    return List.of(
        "export AWS_ACCESS_KEY_ID=" + Clients.LOCAL_CREDENTIALS.accessKeyId(),
        "export AWS_SECRET_ACCESS_KEY=" + Clients.LOCAL_CREDENTIALS.secretAccessKey(),
        "export AWS_REGION=" + LocalCloudConfig.REGION,
        "export AWS_DEFAULT_REGION=" + LocalCloudConfig.REGION,
        "export AWS_ENDPOINT_URL=" + endpoint);
  }

  static List<String> next(URI endpoint, Resources resources) {
    String at = " --endpoint-url " + endpoint;
    String own = isDefault(endpoint) ? "" : " --endpoint " + endpoint;
    return List.of(
        "./millrace upload photo.jpg events.ndjson" + own,
        "./millrace status" + own,
        "./millrace aggregates --by country --last 2d" + own,
        "aws" + at + " s3 cp photo.jpg s3://" + resources.uploadsBucket() + "/",
        "aws" + at + " s3 ls s3://" + resources.renditionsBucket() + "/ --recursive",
        "aws" + at + " dynamodb scan --table-name " + resources.recordsTable() + " --max-items 3");
  }

  private static boolean isDefault(URI endpoint) {
    return endpoint.getPort() == LocalCloudConfig.DEFAULT_PORT;
  }
}
