// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/**
 * The names of a stack's resources, from its outputs. Queues are given by their URLs, everything
 * else by name.
 */
final class Resources {

  private final String stack;
  private final Map<String, String> outputs;

  Resources(String stack, Map<String, String> outputs) {
    this.stack = stack;
    this.outputs = Map.copyOf(outputs);
  }

  /** Asks CloudFormation. */
  static Resources of(CloudFormationClient cloudFormation, Backend backend) {
    return of(cloudFormation, backend.stack(), backend.where());
  }

  static Resources of(CloudFormationClient cloudFormation, String stack, String where) {
    List<Stack> stacks;
    try {
      stacks = cloudFormation.describeStacks(r -> r.stackName(stack)).stacks();
    } catch (CloudFormationException e) {
      if (e.statusCode() == Deployer.NO_SUCH_STACK_STATUS && Deployer.saysNoSuchStack(e)) {
        throw new CommandException(
            "No stack " + stack + " at " + where + ": deploy it, or name another with --stack", e);
      }
      throw e;
    }
    return new Resources(
        stack,
        stacks.getFirst().outputs().stream()
            .collect(Collectors.toMap(Output::outputKey, Output::outputValue)));
  }

  String uploadsBucket() {
    return output("UploadsBucket");
  }

  String renditionsBucket() {
    return output("RenditionsBucket");
  }

  String archiveBucket() {
    return output("ArchiveBucket");
  }

  String rejectsBucket() {
    return output("RejectsBucket");
  }

  String failuresBucket() {
    return output("FailuresBucket");
  }

  String referenceBucket() {
    return output("ReferenceBucket");
  }

  String eventsStream() {
    return output("EventsStream");
  }

  String recordsTable() {
    return output("RecordsTable");
  }

  String aggregatesTable() {
    return output("AggregatesTable");
  }

  String idempotencyTable() {
    return output("IdempotencyTable");
  }

  String uploadsQueue() {
    return output("UploadsQueueUrl");
  }

  String resizeQueue() {
    return output("ResizeQueueUrl");
  }

  List<String> deadLetterQueues() {
    return List.of(output("UploadsDeadLetterQueueUrl"), output("ResizeDeadLetterQueueUrl"));
  }

  String photoEventBus() {
    return output("PhotoEventBus");
  }

  String redriveFunction() {
    return output("RedriveFunction");
  }

  /** Every name under a stable key, for JSON. */
  Map<String, Object> toMap() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("uploadsBucket", uploadsBucket());
    all.put("renditionsBucket", renditionsBucket());
    all.put("archiveBucket", archiveBucket());
    all.put("rejectsBucket", rejectsBucket());
    all.put("failuresBucket", failuresBucket());
    all.put("referenceBucket", referenceBucket());
    all.put("eventsStream", eventsStream());
    all.put("recordsTable", recordsTable());
    all.put("aggregatesTable", aggregatesTable());
    all.put("idempotencyTable", idempotencyTable());
    all.put("uploadsQueue", uploadsQueue());
    all.put("resizeQueue", resizeQueue());
    all.put("deadLetterQueues", deadLetterQueues());
    all.put("photoEventBus", photoEventBus());
    all.put("redriveFunction", redriveFunction());
    return all;
  }

  /** The same for a person. */
  Table toTable() {
    Table table = new Table().left("").left("").indent("  ");
    toMap()
        .forEach(
            (key, value) ->
                table.row(
                    key,
                    value instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
                        : value));
    return table;
  }

  private String output(String key) {
    String value = outputs.get(key);
    if (value == null) {
      throw new CommandException(
          "Stack "
              + stack
              + " has no output "
              + key
              + ": it is not a Millrace stack of this version");
    }
    return value;
  }
}
