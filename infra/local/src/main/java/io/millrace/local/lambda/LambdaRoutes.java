// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;

/** Has every operation answered by the class it belongs to. */
final class LambdaRoutes {
  private final FunctionApi functions;
  private final InvokeApi invocations;
  private final MappingApi mappings;
  private final EventInvokeApi eventInvokes;

  LambdaRoutes(
      FunctionApi functions,
      InvokeApi invocations,
      MappingApi mappings,
      EventInvokeApi eventInvokes) {
    this.functions = functions;
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
      case LIST_TAGS -> functions.listTags(FunctionNames.bare(target.resource()));
      default -> function(target, request);
    };
  }

  private HttpReply function(LambdaOperation.Target target, HttpRequest request) {
    String name = FunctionNames.bare(target.resource());
    FunctionNames.qualifier(name, request.query().getOrDefault("Qualifier", "$LATEST"));
    return switch (target.operation()) {
      case GET_FUNCTION -> functions.get(name);
      case DELETE_FUNCTION -> functions.delete(name);
      case GET_FUNCTION_CONFIGURATION -> functions.getConfiguration(name);
      case UPDATE_FUNCTION_CONFIGURATION -> functions.updateConfiguration(name, request);
      case UPDATE_FUNCTION_CODE -> functions.updateCode(name, request);
      case INVOKE -> invocations.invoke(name, request);
      case GET_FUNCTION_CONCURRENCY -> functions.getConcurrency(name);
      case PUT_FUNCTION_CONCURRENCY -> functions.putConcurrency(name, request);
      case DELETE_FUNCTION_CONCURRENCY -> functions.deleteConcurrency(name);
      case PUT_FUNCTION_EVENT_INVOKE_CONFIG -> eventInvokes.put(name, request);
      case UPDATE_FUNCTION_EVENT_INVOKE_CONFIG -> eventInvokes.update(name, request);
      case GET_FUNCTION_EVENT_INVOKE_CONFIG -> eventInvokes.get(name);
      case DELETE_FUNCTION_EVENT_INVOKE_CONFIG -> eventInvokes.delete(name);
      default -> throw new IllegalStateException(target.operation() + " is not of a function");
    };
  }
}
