// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Checks what is asked of a function and turns it into its configuration, in the API's own form.
 * [API_CreateFunction]
 */
final class FunctionRequests {
  private static final Set<String> WITHOUT_LOCAL_EFFECT =
      Set.of("Architectures", "EphemeralStorage", "KMSKeyArn", "SnapStart", "VpcConfig");
  private static final Set<String> SUPPORTED =
      union(
          WITHOUT_LOCAL_EFFECT,
          Set.of(
              "Code",
              "DeadLetterConfig",
              "Description",
              "Environment",
              "FunctionName",
              "Handler",
              "LoggingConfig",
              "MemorySize",
              "PackageType",
              "Publish",
              "RevisionId",
              "Role",
              "Runtime",
              "Tags",
              "Timeout",
              "TracingConfig"));
  private static final Set<String> RESERVED_VARIABLES =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_ACCESS_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_DEFAULT_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_LAMBDA_RUNTIME_API",
          "AWS_REGION",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "LAMBDA_RUNTIME_DIR",
          "LAMBDA_TASK_ROOT");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-_]{1,64}");
  private static final Pattern RUNTIME = Pattern.compile("java\\d{2}");
  private static final int MAX_VARIABLES_BYTES = 4 * 1024;

  private FunctionRequests() {}

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return Set.copyOf(all);
  }

  /** The configuration of a new function, but for its code. */
  static ObjectNode create(ObjectNode request) {
    String name = name(request.path("FunctionName").asText(""));
    for (String required : List.of("Role", "Handler", "Runtime")) {
      if (request.path(required).asText("").isEmpty()) {
        throw LambdaError.invalid(required + " is missing");
      }
    }
    ObjectNode fresh = Json.object();
    fresh
        .put("FunctionName", name)
        .put("FunctionArn", LambdaConfig.functionArn(name))
        .put("Description", "")
        .put("Timeout", 3)
        .put("MemorySize", 128)
        .put("Version", "$LATEST")
        .put("PackageType", "Zip")
        .put("State", "Active")
        .put("LastUpdateStatus", "Successful");
    fresh.putArray("Architectures").add("x86_64");
    fresh.putObject("EphemeralStorage").put("Size", 512);
    fresh.putObject("TracingConfig").put("Mode", "PassThrough");
    fresh.putObject("SnapStart").put("ApplyOn", "None").put("OptimizationStatus", "Off");
    fresh
        .putObject("LoggingConfig")
        .put("LogFormat", "Text")
        .put("LogGroup", "/aws/lambda/" + name);
    return change(fresh, request);
  }

  /** A configuration with the changes that a request asks for. */
  static ObjectNode change(ObjectNode current, ObjectNode request) {
    if (request.hasNonNull("CapacityProviderConfig")) {
      throw LambdaError.invalid(
          "CapacityProviderConfig: multi-concurrency (Lambda Managed Instances) is not supported by"
              + " the local cloud; an environment runs one invocation at a time");
    }
    Json.refuseUnknown(request, SUPPORTED, "a function");
    ObjectNode changed = current.deepCopy();
    for (var property : request.properties()) {
      String key = property.getKey();
      JsonNode value = property.getValue();
      switch (key) {
        case "Timeout" -> changed.put(key, Json.integer(value, key, 1, 900));
        case "MemorySize" -> changed.put(key, Json.integer(value, key, 128, 10_240));
        case "Runtime" -> changed.put(key, runtime(value.asText()));
        case "PackageType" -> packageType(value.asText());
        case "Handler", "Role", "Description" -> changed.put(key, value.asText());
        case "Environment" -> changed.set(key, environment(value));
        case "DeadLetterConfig" -> changed.set(key, EventInvokeApi.deadLetters(value));
        case "TracingConfig" -> changed.set(key, tracing(value));
        case "LoggingConfig" -> changed.set(key, logging(current.path(key), value));
        default -> {
          if (WITHOUT_LOCAL_EFFECT.contains(key) && !value.isNull()) {
            changed.set(key, value);
          }
        }
      }
    }
    return changed;
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw LambdaError.invalid(
          "FunctionName is '" + name + "', allowed are 1 to 64 letters, digits, - and _");
    }
    return name;
  }

  private static String runtime(String runtime) {
    if (!RUNTIME.matcher(runtime).matches()) {
      throw LambdaError.invalid(
          "Runtime "
              + runtime
              + " is not supported by the local cloud; supported are those of Java, as java25");
    }
    return runtime;
  }

  private static void packageType(String type) {
    if (!type.equals("Zip")) {
      throw LambdaError.invalid(
          "PackageType " + type + " is not supported by the local cloud; supported is Zip");
    }
  }

  private static JsonNode environment(JsonNode environment) {
    JsonNode variables = environment.path("Variables");
    Set<String> reserved = new TreeSet<>();
    for (var variable : variables.properties()) {
      if (!variable.getValue().isTextual()) {
        throw LambdaError.invalid("the variable " + variable.getKey() + " is not a text");
      }
      if (RESERVED_VARIABLES.contains(variable.getKey())) {
        reserved.add(variable.getKey());
      }
    }
    if (!reserved.isEmpty()) {
      throw LambdaError.invalid(
          "Lambda was unable to configure your environment variables because the environment variables you have"
              + " provided contains reserved keys that are currently not supported for modification. Reserved keys"
              + " used in this request: "
              + String.join(", ", reserved));
    }
    int bytes = variables.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_VARIABLES_BYTES) {
      throw LambdaError.invalid(
          "Lambda was unable to configure your environment variables because the environment variables you have"
              + " provided exceeded the 4KB limit. Measured size: "
              + bytes
              + " bytes");
    }
    return environment;
  }

  private static JsonNode tracing(JsonNode tracing) {
    String mode = tracing.path("Mode").asText("");
    if (!mode.equals("Active") && !mode.equals("PassThrough")) {
      throw LambdaError.invalid(
          "TracingConfig.Mode is " + mode + ", allowed are Active and PassThrough");
    }
    return tracing;
  }

  private static ObjectNode logging(JsonNode current, JsonNode wanted) {
    ObjectNode logging = current.deepCopy();
    String format = wanted.path("LogFormat").asText("Text");
    if (!format.equals("Text") && !format.equals("JSON")) {
      throw LambdaError.invalid("LogFormat is " + format + ", allowed are Text and JSON");
    }
    logging.put("LogFormat", format);
    for (String key : List.of("ApplicationLogLevel", "SystemLogLevel", "LogGroup")) {
      if (wanted.path(key).isTextual()) {
        logging.put(key, wanted.path(key).textValue());
      }
    }
    return logging;
  }
}
