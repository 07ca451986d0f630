// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import io.millrace.local.http.HttpHandler;
import java.io.IOException;

/** Answers the calls for one service, each on a thread of its own; thread-safe. */
@FunctionalInterface
public interface Backend {
  void serve(Call call) throws IOException;

  /** A backend of a service that takes requests whole. */
  static Backend of(HttpHandler handler) {
    return call -> call.reply(handler.handle(call.whole()));
  }
}
