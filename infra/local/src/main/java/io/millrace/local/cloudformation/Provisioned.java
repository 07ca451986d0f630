// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import java.util.Map;

/**
 * A resource that is there.
 *
 * @param physicalId what Ref gives
 * @param attributes what Fn::GetAtt gives
 */
record Provisioned(String physicalId, Map<String, String> attributes) {}
