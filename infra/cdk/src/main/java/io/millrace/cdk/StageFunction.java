// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tokenization;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.CfnFunction.TracingConfigProperty;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * One stage's function with its log group and a role that may do what the stage does and no more.
 *
 * @param name short name, in the function's physical name and its metrics
 * @param jar file name of the deployable under the artifacts prefix
 * @param handler handler class, by its full name
 * @param memoryMegabytes memory, which on Lambda is also the share of processor
 * @param environment variables of this stage; names and URLs of its resources
 * @param grants what the stage does; logging is added here
 */
record StageFunction(
    String name,
    String jar,
    String handler,
    Duration timeout,
    Number memoryMegabytes,
    Map<String, String> environment,
    List<Grant> grants) {

  private static final int HASH_BYTES = 4;

  private static final Grant TRACE =
      Grant.wide(
          "Trace",
          "*",
          new Grant.Wildcard("*", "X-Ray has no resources that these actions could name."),
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords");

  Function create(Construct scope, String id, Choices choices, Artifacts artifacts) {
    LogGroup logs =
        LogGroup.Builder.create(scope, id + "Logs")
            .logGroupName(Names.logGroup(name))
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    ((CfnLogGroup) Objects.requireNonNull(logs.getNode().getDefaultChild()))
        .setRetentionInDays(choices.logRetentionDays.getValueAsNumber());
    Function function =
        Function.Builder.create(scope, id)
            .functionName(Names.inRegion(name))
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .code(artifacts.code(jar))
            .handler(handler + "::handleRequest")
            .timeout(timeout)
            .memorySize(memoryMegabytes)
            .environment(new TreeMap<>(environment))
            .role(role(scope, id + "Role", logs))
            .logGroup(logs)
            .loggingFormat(LoggingFormat.JSON)
            .build();
    CfnFunction resource =
        (CfnFunction) Objects.requireNonNull(function.getNode().getDefaultChild());
    // By its own property: CDK's way grants in a policy of its own.
    resource.setTracingConfig(
        TracingConfigProperty.builder().mode(choices.tracing.getValueAsString()).build());
    return function;
  }

  /**
   * What a version of the function is made of: CloudFormation publishes one when this text changes.
   * The function bears it too, because Lambda publishes no version of a function that is as it was
   * at the last one, and not all jars change with the prefix.
   */
  String description(Construct scope, Choices choices, Artifacts artifacts) {
    Object variables = Stack.of(scope).resolve(new TreeMap<>(environment));
    List<String> parts = new ArrayList<>();
    parts.add(name + " of ");
    parts.add(artifacts.prefix());
    parts.add(", ");
    parts.add(Tokenization.stringifyNumber(memoryMegabytes));
    parts.add(" MB, SnapStart ");
    parts.add(choices.snapStart.getValueAsString());
    parts.add(", tracing ");
    parts.add(choices.tracing.getValueAsString());
    for (String condition : conditions(variables)) {
      parts.add(", " + condition + " ");
      parts.add(Fn.conditionIf(condition, "yes", "no").toString());
    }
    parts.add(", settings " + settings(variables) + ", attempt ");
    parts.add(Tokenization.stringifyNumber(choices.deploymentAttempt.getValueAsNumber()));
    return Fn.join("", parts);
  }

  /** By which the environment is one or another. */
  private static Set<String> conditions(Object node) {
    Set<String> found = new TreeSet<>();
    if (node instanceof Map<?, ?> map) {
      if (map.get("Fn::If") instanceof List<?> choice) {
        found.add(String.valueOf(choice.getFirst()));
      }
      map.values().forEach(value -> found.addAll(conditions(value)));
    } else if (node instanceof List<?> list) {
      list.forEach(value -> found.addAll(conditions(value)));
    }
    return found;
  }

  /** A short name for all else that a version holds, which is fixed in the template. */
  private String settings(Object variables) {
    String all =
        String.join(
            "\n",
            jar,
            handler,
            timeout.toSeconds().toString(),
            String.valueOf(variables),
            Runtime.JAVA_25.getName(),
            Architecture.ARM_64.getName());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /**
   * The policy is inside the role, so that it stands before the mapping that Lambda checks against
   * it.
   */
  private Role role(Construct scope, String id, LogGroup logs) {
    List<PolicyStatement> all = new ArrayList<>(grants.stream().map(Grant::statement).toList());
    all.add(
        Allow.on("Log", logs.getLogGroupArn(), "logs:CreateLogStream", "logs:PutLogEvents")
            .statement());
    all.add(TRACE.statement());
    Role role =
        Role.Builder.create(scope, id)
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .inlinePolicies(
                Map.of("stage", PolicyDocument.Builder.create().statements(all).build()))
            .build();
    for (Grant grant : Stream.concat(grants.stream(), Stream.of(TRACE)).toList()) {
      grant.wildcard().ifPresent(wildcard -> Meant.wildcard(role, wildcard));
    }
    return role;
  }
}
