// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import software.amazon.awscdk.services.lambda.CfnAlias;
import software.amazon.awscdk.services.lambda.Function;

/**
 * A function and the alias by which everything else names it.
 *
 * @param alias {@code live}: what it says is code that has taken traffic
 */
record Release(Function function, CfnAlias alias) {

  static final String ALIAS = "live";

  String aliasArn() {
    return alias.getRef();
  }
}
