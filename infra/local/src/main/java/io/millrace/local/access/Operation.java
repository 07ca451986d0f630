// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import java.util.List;

/**
 * What a request asks for.
 *
 * @param name as the service's API has it, such as {@code PutItem}
 * @param needs all of them; empty for what everybody may
 */
public record Operation(String name, List<Need> needs) {
  public Operation {
    needs = List.copyOf(needs);
  }

  static Operation of(String name, Need... needs) {
    return new Operation(name, List.of(needs));
  }
}
