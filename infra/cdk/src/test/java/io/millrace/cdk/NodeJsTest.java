// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NodeJsTest {

  @Test
  void missingNode_isOneClearMessage() {
    assertThatThrownBy(() -> NodeJs.require("node-that-is-not-there"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("CDK needs Node.js 20 or newer")
        .hasMessageContaining("node-that-is-not-there")
        .hasMessageContaining("JSII_NODE");
  }
}
