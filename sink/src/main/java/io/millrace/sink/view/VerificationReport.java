// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a verification found; its components are the fields of its JSON.
 *
 * @param exact whether there is no difference
 * @param records how many parts of records were folded
 * @param unsettled numbers that differed and were still moving; verify again when it matters; left
 *     out of the JSON when there are none
 * @param differences numbers that differ and stayed the same, by cell and attribute
 */
public record VerificationReport(
    boolean exact,
    long records,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int unsettled,
    List<Difference> differences) {

  /**
   * @param cell its stretch of time, kind and name
   * @param expected by a fresh fold over the records
   * @param found in the view
   */
  public record Difference(String cell, String attribute, long expected, long found) {}

  public VerificationReport {
    differences = List.copyOf(differences);
  }
}
