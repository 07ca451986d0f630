// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.util.Optional;

/** Has every operation answered by the class it belongs to. */
final class LambdaRoutes {
  private final FunctionApi functions;
  private final VersionApi versions;
  private final InvokeApi invocations;
  private final MappingApi mappings;
  private final EventInvokeApi eventInvokes;

  LambdaRoutes(
      FunctionApi functions,
      VersionApi versions,
      InvokeApi invocations,
      MappingApi mappings,
      EventInvokeApi eventInvokes) {
    this.functions = functions;
    this.versions = versions;
    this.invocations = invocations;
    this.mappings = mappings;
    this.eventInvokes = eventInvokes;
  }

  HttpReply handle(HttpRequest request) {
    LambdaOperation.Target target =
        LambdaOperation.of(request.method(), request.path())
            .orElseThrow(() -> LambdaError.unknownOperation(request.method(), request.path()));
    return switch (target.operation()) {
      case CREATE_EVENT_SOURCE_MAPPING -> mappings.create(request);
      case DELETE_EVENT_SOURCE_MAPPING -> mappings.delete(target.resource());
      case GET_EVENT_SOURCE_MAPPING -> mappings.get(target.resource());
      case LIST_EVENT_SOURCE_MAPPINGS -> mappings.list(request);
      case UPDATE_EVENT_SOURCE_MAPPING -> mappings.update(target.resource(), request);
      case CREATE_FUNCTION -> functions.create(request);
      case LIST_FUNCTIONS -> functions.list(request);
      case LIST_TAGS -> functions.listTags(FunctionName.of(target.resource()).name());
      default -> function(target, request);
    };
  }

  private HttpReply function(LambdaOperation.Target target, HttpRequest request) {
    FunctionName qualified =
        FunctionName.of(target.resource(), Optional.ofNullable(request.query().get("Qualifier")));
    String name = qualified.name();
    return switch (target.operation()) {
      case PUBLISH_VERSION -> versions.publish(name, request);
      case LIST_VERSIONS_BY_FUNCTION -> versions.list(name, request);
      case CREATE_ALIAS -> versions.createAlias(name, request);
      case UPDATE_ALIAS -> versions.updateAlias(name, target.alias(), request);
      case GET_ALIAS -> versions.getAlias(name, target.alias());
      case LIST_ALIASES -> versions.listAliases(name, request);
      case DELETE_ALIAS -> versions.deleteAlias(name, target.alias());
      case GET_FUNCTION -> functions.get(qualified);
      case DELETE_FUNCTION -> functions.delete(qualified);
      case GET_FUNCTION_CONFIGURATION -> functions.getConfiguration(qualified);
      case UPDATE_FUNCTION_CONFIGURATION -> functions.updateConfiguration(name, request);
      case UPDATE_FUNCTION_CODE -> functions.updateCode(name, request);
      case INVOKE -> invocations.invoke(qualified, request);
      case GET_FUNCTION_CONCURRENCY -> functions.getConcurrency(name);
      case PUT_FUNCTION_CONCURRENCY -> functions.putConcurrency(name, request);
      case DELETE_FUNCTION_CONCURRENCY -> functions.deleteConcurrency(name);
      case PUT_FUNCTION_EVENT_INVOKE_CONFIG -> eventInvokes.put(qualified, request);
      case UPDATE_FUNCTION_EVENT_INVOKE_CONFIG -> eventInvokes.update(qualified, request);
      case GET_FUNCTION_EVENT_INVOKE_CONFIG -> eventInvokes.get(qualified);
      case DELETE_FUNCTION_EVENT_INVOKE_CONFIG -> eventInvokes.delete(qualified);
      default -> throw new IllegalStateException(target.operation() + " is not of a function");
    };
  }
}
