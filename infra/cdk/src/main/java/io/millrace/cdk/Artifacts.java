// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * Where the deployable jars are, as template parameters.
 *
 * <p>Not as CDK assets: their hashes would change the template with every build, and deploying
 * would need a bootstrapped account.
 */
final class Artifacts {

  private static final String PREFIX = "ArtifactsPrefix";

  /** It is part of descriptions, which have 256 characters. */
  private static final int MOST_CHARACTERS = 128;

  private final IBucket bucket;
  private final CfnParameter prefix;

  Artifacts(Construct scope) {
    CfnParameter bucketName =
        CfnParameter.Builder.create(scope, "ArtifactsBucket")
            .type("String")
            .description("Bucket that holds the deployable jars, in the region of the stack")
            .build();
    prefix =
        CfnParameter.Builder.create(scope, PREFIX)
            .type("String")
            .description("What stands before ingest.jar and its siblings, such as millrace/0.1.0/")
            .maxLength(MOST_CHARACTERS)
            .build();
    bucket = Bucket.fromBucketName(scope, "Artifacts", bucketName.getValueAsString());
  }

  /** What changes with the code. */
  String prefix() {
    return prefix.getValueAsString();
  }

  Code code(String jar) {
    return Code.fromBucketV2(bucket, Fn.sub("${" + PREFIX + "}" + jar));
  }
}
