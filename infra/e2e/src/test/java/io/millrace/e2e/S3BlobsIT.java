// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import io.millrace.shared.aws.S3Blobs;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.BlobsContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("every-backend")
@ExtendWith(SharedCloud.class)
final class S3BlobsIT extends BlobsContract {

  private final Blobs blobs;
  private final String bucket;

  S3BlobsIT(Cloud cloud) {
    blobs = new S3Blobs(cloud.s3());
    bucket = cloud.resource("rejectsBucket");
  }

  @Override
  protected Blobs blobs() {
    return blobs;
  }

  @Override
  protected String bucket() {
    return bucket;
  }
}
