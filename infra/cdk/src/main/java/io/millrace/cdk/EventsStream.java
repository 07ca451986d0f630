// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.Objects;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.kinesis.CfnStream;
import software.amazon.awscdk.services.kinesis.CfnStream.StreamModeDetailsProperty;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.constructs.Construct;

/** The stream of events: paid for by what goes through it or by its shards, as chosen. */
final class EventsStream {

  private EventsStream() {}

  static Stream create(Construct scope, Choices choices) {
    CfnCondition provisioned =
        CfnCondition.Builder.create(scope, "StreamIsProvisioned")
            .expression(
                Fn.conditionEquals(choices.streamMode.getValueAsString(), Choices.PROVISIONED))
            .build();
    Stream stream =
        Stream.Builder.create(scope, "EventsStream")
            .streamName(Names.inRegion("events"))
            .encryption(StreamEncryption.MANAGED)
            .build();
    CfnStream resource = (CfnStream) Objects.requireNonNull(stream.getNode().getDefaultChild());
    resource.setRetentionPeriodHours(choices.streamRetentionHours.getValueAsNumber());
    resource.setStreamModeDetails(
        StreamModeDetailsProperty.builder()
            .streamMode(choices.streamMode.getValueAsString())
            .build());
    // By its path, because a number can't be a condition in the type of the property.
    resource.addPropertyOverride(
        "ShardCount",
        Fn.conditionIf(
            provisioned.getLogicalId(), choices.streamShards.getValueAsNumber(), Aws.NO_VALUE));
    return stream;
  }
}
