// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.aws.S3Blobs;
import java.util.Map;

/** The only place with clients and environment. */
final class ResizeWiring {

  private ResizeWiring() {}

  static ResizeStage stage(Map<String, String> env) {
    ResizeConfig config = ResizeConfig.from(env);
    return new ResizeStage(
        new S3Blobs(Clients.s3()),
        new DynamoRecordStore(Clients.dynamoDb(), config.recordsTable(), Backoff.standard()),
        new PortableEngine(),
        config);
  }
}
