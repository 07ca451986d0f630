// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeastPrivilegeTest {
  private static final String READ = "{'Effect':'Allow','Action':'s3:GetObject','Resource':'b/*'}";

  @ParameterizedTest(name = "{0} asked for {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "READ; s3:GetObject b/k; 0 s3:GetObject NEEDED",
        "READ; ''; 0 s3:GetObject UNUSED",
        "READ,READ; s3:GetObject b/k; 0 s3:GetObject REDUNDANT, 1 s3:GetObject REDUNDANT",
        "READ,{'Effect':'Allow','Action':'*','Resource':'*','Sid':'All'}; s3:GetObject b/k|x:Y z;"
            + "0 s3:GetObject REDUNDANT, All * NEEDED",
        "{'Effect':'Allow','Action':['x:A','x:B'],'Resource':['r','s','t']}; x:A r|x:A s;"
            + "0 x:A NEEDED, 0 x:B UNUSED, 0 r NEEDED, 0 s NEEDED, 0 t UNUSED",
        "READ,{'Effect':'Deny','Action':'s3:*','Resource':'c/*'}; s3:GetObject b/k; 0 s3:GetObject NEEDED",
      })
  void everyActionAndResource_isTriedWithout(String statements, String asked, String expected)
      throws JsonProcessingException {
    String policy = ("{'Statement':[" + statements.replace("READ", READ) + "]}").replace('\'', '"');
    List<Grants.Grant> granted =
        Arrays.stream(asked.split("\\|"))
            .filter(one -> !one.isEmpty())
            .map(one -> one.split(" "))
            .map(one -> new Grants.Grant("role", one[0], one[1], Map.of()))
            .toList();
    AccessReport report =
        new AccessReport(Map.of("role", Map.of("p", new ObjectMapper().readTree(policy))), granted);
    assertThat(LeastPrivilege.findings(report))
        .extracting(f -> f.statement() + " " + f.part() + " " + f.verdict())
        .isEqualTo(List.of(expected.split(", ")));
  }
}
