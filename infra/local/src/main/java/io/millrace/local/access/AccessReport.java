// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the roles' policies say and what was granted by them so far.
 *
 * @param roles policy documents, without functions, by the names of role and policy
 */
public record AccessReport(Map<String, Map<String, JsonNode>> roles, List<Grants.Grant> granted) {

  public static AccessReport of(Roles roles, Grants granted) {
    Map<String, Map<String, JsonNode>> documents =
        roles.all().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    role ->
                        role.getValue().stream()
                            .collect(
                                Collectors.toMap(PolicyDocument::name, PolicyDocument::json))));
    return new AccessReport(documents, granted.all());
  }
}
