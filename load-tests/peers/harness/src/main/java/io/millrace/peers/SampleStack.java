// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** Deploys the sample handler beside the stack of Millrace: a role, a function, a mapping. */
final class SampleStack {
  private static final String NAME = "peers";
  private static final String BUCKET = "peers-artifacts";
  private static final String KEY = "sample-handler.jar";

  private SampleStack() {}

  static void deploy(LocalCloud cloud, Clients clients, Path home) {
    clients.s3().createBucket(create -> create.bucket(BUCKET));
    clients
        .s3()
        .putObject(
            put -> put.bucket(BUCKET).key(KEY),
            RequestBody.fromFile(
                home.resolve("load-tests/peers/sample-handler/target/sample-handler.jar")));
    Map<String, String> parameters =
        Map.of(
            "Bucket",
            BUCKET,
            "Key",
            KEY,
            "StreamArn",
            clients
                .kinesis()
                .describeStreamSummary(stream -> stream.streamName(cloud.eventsStream()))
                .streamDescriptionSummary()
                .streamARN(),
            "Table",
            cloud.recordsTable());
    clients
        .cloudFormation()
        .createStack(
            create ->
                create
                    .stackName(NAME)
                    .capabilities(Capability.CAPABILITY_IAM)
                    .templateBody(template())
                    .parameters(
                        parameters.entrySet().stream()
                            .map(
                                parameter ->
                                    Parameter.builder()
                                        .parameterKey(parameter.getKey())
                                        .parameterValue(parameter.getValue())
                                        .build())
                            .toList()));
    long end = System.nanoTime() + Limits.START.toNanos();
    while (true) {
      String state =
          clients
              .cloudFormation()
              .describeStacks(describe -> describe.stackName(NAME))
              .stacks()
              .getFirst()
              .stackStatusAsString();
      if (state.equals("CREATE_COMPLETE")) {
        return;
      }
      if (!state.equals("CREATE_IN_PROGRESS")) {
        throw new PeersException("the stack of the sample handler is " + state);
      }
      Limits.pause(Limits.LOOK, end, "deploying the sample handler");
    }
  }

  private static String template() {
    String name = "sample-handler.template.json";
    try (InputStream in =
        Objects.requireNonNull(SampleStack.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new PeersException(name + " can't be read", e);
    }
  }
}
