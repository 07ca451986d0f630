// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.kinesis.Stream;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Everything Millrace owns in an account and region.
 *
 * <p>A logical id in the template is the construct's path in this code, with no hash: what
 * CloudFormation shows is what stands here, and a rename is a replacement somebody meant.
 */
final class MillraceStack extends Stack {

  MillraceStack(Construct scope, String id, StackProps props) {
    super(scope, id, props);
    Choices choices = new Choices(this);
    Queues queues = new Queues(this);
    Buckets buckets = new Buckets(this, queues);
    Stream events = EventsStream.create(this, choices);
    Tables tables = new Tables(this, choices);
    EventBus photos =
        EventBus.Builder.create(this, "PhotoEventBus")
            .eventBusName(Names.inRegion("photos"))
            .build();

    Geolocation geolocation = new Geolocation(this, buckets.reference);
    nameElements(); // before a version's description says what its function refers to
    Artifacts artifacts = new Artifacts(this);
    Delivery delivery = new Delivery(this, choices, artifacts, buckets, tables);
    Stages stages =
        new Stages(this, delivery, queues, buckets, events, tables, photos, geolocation);
    stages.upload();
    Release enrich = stages.enrich();
    stages.resize();
    stages.aggregate();
    stages.publish();
    geolocation.refresh(choices, artifacts, Objects.requireNonNull(enrich.function().getRole()));
    Release redrive = Operations.redrive(delivery, buckets, tables);
    Costs.watch(this, choices);
    Alarms.watch(this, geolocation.refreshed);
    Outputs.of(this, queues, buckets, events, tables, photos, redrive);
    nameElements();
  }

  /**
   * Names what there is so far. Not by overriding allocateLogicalId: each reference would call back
   * from Node.js, a few frames deeper every time, until there is no stack left.
   */
  private void nameElements() {
    for (IConstruct construct : getNode().findAll()) {
      // outputs name themselves
      if (construct instanceof CfnElement element && !(element instanceof CfnOutput)) {
        element.overrideLogicalId(
            Arrays.stream(construct.getNode().getPath().split("/", -1))
                .skip(1) // the stack
                // CDK's name for the resource inside its construct
                .filter(name -> !name.equals("Resource"))
                .collect(Collectors.joining()));
      }
    }
  }
}
