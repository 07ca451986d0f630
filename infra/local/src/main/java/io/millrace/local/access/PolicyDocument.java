// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy of a role.
 *
 * @param name of the policy, for messages
 * @param json as it was given, without functions
 */
public record PolicyDocument(String name, JsonNode json) {

  /**
   * Takes a policy document.
   *
   * @throws IllegalArgumentException naming the policy and what in it is wrong or not evaluated
   *     here
   */
  public static PolicyDocument of(String name, JsonNode json) {
    PolicyDocument document = new PolicyDocument(name, json);
    try {
      document.statements();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("policy " + name + ": " + e.getMessage(), e);
    }
    return document;
  }

  List<Statement> statements() {
    JsonNode statement = json.path("Statement");
    if (statement.isObject()) {
      return List.of(Statement.parse(0, statement));
    }
    List<Statement> statements = new ArrayList<>();
    for (JsonNode one : statement) {
      statements.add(Statement.parse(statements.size(), one));
    }
    if (statements.isEmpty()) {
      throw new IllegalArgumentException("Statement is empty or missing");
    }
    return List.copyOf(statements);
  }
}
