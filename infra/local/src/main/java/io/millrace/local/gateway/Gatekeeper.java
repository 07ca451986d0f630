// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import java.io.IOException;

/** Stands between the door and the services: lets a call through, or answers it; thread-safe. */
@FunctionalInterface
public interface Gatekeeper {
  /** Lets everything through. */
  Gatekeeper OPEN = (call, service, backend) -> backend.serve(call);

  void serve(Call call, Service service, Backend backend) throws IOException;
}
