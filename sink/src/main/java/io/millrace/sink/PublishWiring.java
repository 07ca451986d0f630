// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.S3Blobs;
import io.millrace.shared.observe.BatchReport;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** What the publisher is made of, once per environment. */
record PublishWiring(PublishStage stage, Reporting report) {

  static PublishWiring of(Map<String, String> env) {
    PublishConfig config = PublishConfig.from(env);
    EventBridgeClient events = Clients.configured(EventBridgeClient.builder()).build();
    PublishStage stage =
        new PublishStage(
            new Archive(new S3Blobs(Clients.s3()), config.archiveBucket()),
            new EventBridgePhotoBus(events, config.photoEventBus(), Backoff.standard()),
            config.maxDetailBytes());
    return new PublishWiring(stage, new BatchReport("publish")::of);
  }
}
