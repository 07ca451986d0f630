// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.http;

/** A service of the local cloud, called on a thread of its own for every request; thread-safe. */
@FunctionalInterface
public interface HttpHandler {
  HttpReply handle(HttpRequest request);
}
