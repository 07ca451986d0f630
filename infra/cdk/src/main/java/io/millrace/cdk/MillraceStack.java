// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.stream.Collectors;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/**
 * Everything Millrace owns in an account and region.
 *
 * <p>A logical id in the template is the construct's path in this code, with no hash: what
 * CloudFormation shows is what stands here, and a rename is a replacement somebody meant.
 */
final class MillraceStack extends Stack {

  MillraceStack(Construct scope, String id, StackProps props) {
    super(scope, id, props);
    Queues queues = new Queues(this);
    Buckets buckets = new Buckets(this, queues);
    Stream events =
        Stream.Builder.create(this, "EventsStream")
            .streamName(Names.inRegion("events"))
            .streamMode(StreamMode.ON_DEMAND)
            .retentionPeriod(Duration.hours(24))
            .encryption(StreamEncryption.MANAGED)
            .build();
    Tables tables = new Tables(this);
    EventBus photos =
        EventBus.Builder.create(this, "PhotoEventBus")
            .eventBusName(Names.inRegion("photos"))
            .build();

    Geolocation geolocation = new Geolocation(this, buckets.reference);
    Stages stages = new Stages(this, queues, buckets, events, tables, photos, geolocation);
    stages.upload();
    stages.enrich();
    stages.resize();
    stages.aggregate();
    stages.publish();
    Function redrive = Operations.redrive(this, stages.artifacts(), buckets, tables);
    Outputs.of(this, queues, buckets, events, tables, photos, redrive);
  }

  @Override
  protected String allocateLogicalId(CfnElement element) {
    return element.getNode().getScopes().stream()
        .skip(2) // the application and the stack
        .map(construct -> construct.getNode().getId())
        .filter(
            name -> !name.equals("Resource")) // CDK's name for the resource inside its construct
        .collect(Collectors.joining());
  }
}
