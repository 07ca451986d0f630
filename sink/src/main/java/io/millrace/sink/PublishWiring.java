// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.S3Blobs;
import io.millrace.shared.observe.BatchReport;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** What the publisher is made of, once per environment. */
record PublishWiring(PublishStage stage, Deadline deadline, Tracing tracing, Reporting report) {

  static PublishWiring of(Map<String, String> env) {
    PublishConfig config = PublishConfig.from(env);
    Deadline deadline = Deadline.ofInvocations();
    Tracing tracing = Tracing.ofInvocations("publish", env);
    EventBridgeClient events =
        Clients.configured(EventBridgeClient.builder(), deadline, tracing).build();
    PublishStage stage =
        new PublishStage(
            new Archive(new S3Blobs(Clients.s3(deadline, tracing)), config.archiveBucket()),
            new EventBridgePhotoBus(events, config.photoEventBus(), Backoff.standard(deadline)),
            config.maxDetailBytes());
    return new PublishWiring(stage, deadline, tracing, new BatchReport("publish")::of);
  }
}
