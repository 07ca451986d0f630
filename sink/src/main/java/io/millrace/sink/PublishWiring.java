// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.S3Blobs;
import io.millrace.shared.observe.BatchReport;
import io.millrace.shared.time.Deadline;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** What the publisher is made of, once per environment. */
record PublishWiring(PublishStage stage, Deadline deadline, Reporting report) {

  static PublishWiring of(Map<String, String> env) {
    PublishConfig config = PublishConfig.from(env);
    Deadline deadline = Deadline.ofInvocations();
    EventBridgeClient events = Clients.configured(EventBridgeClient.builder(), deadline).build();
    PublishStage stage =
        new PublishStage(
            new Archive(new S3Blobs(Clients.s3(deadline)), config.archiveBucket()),
            new EventBridgePhotoBus(events, config.photoEventBus(), Backoff.standard(deadline)),
            config.maxDetailBytes());
    return new PublishWiring(stage, deadline, new BatchReport("publish")::of);
  }
}
