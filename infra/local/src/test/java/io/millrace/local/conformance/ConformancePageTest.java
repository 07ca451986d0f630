// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CONFORMANCE.md says what the tests say; {@code -Dconformance.update=true} writes it anew. */
class ConformancePageTest {
  private static final Path PAGE = Path.of("CONFORMANCE.md");

  private final List<RuleBook.Entry> entries = RuleBook.entries();
  private final PublicCoverage coverage = new PublicCoverage();

  @Test
  void committedPage_isTheOneTheTestsMake() throws IOException {
    String page = page();
    if (Boolean.getBoolean("conformance.update")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("outdated or missing: run this test with -Dconformance.update=true and commit the file")
        .hasContent(page);
  }

  @Test
  void everySubject_hasRules_andEveryRuleASentenceAndAPage() {
    assertThat(entries).extracting(entry -> entry.rule().of()).contains(Subject.values());
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.rule().says()).endsWith(".").doesNotContain("|");
              assertThat(Pages.link(entry.rule().page())).startsWith("[");
              if (entry.rule().honoured() == Honoured.PARTLY) {
                assertThat(entry.rule().note()).isNotEmpty();
              }
            });
  }

  @Test
  void coverageOfOthers_isAskedForByARule() {
    List<String> known = entries.stream().map(RuleBook.Entry::key).toList();

    assertThat(known).containsAll(coverage.keys());
  }

  private String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Conformance

            What AWS promises about event source mappings, functions and streams, and how the local cloud keeps it. Every line is a test; this page is
            made from the tests (`ConformancePageTest`) and a test fails when it is outdated. The page of AWS's documentation decides; where it is silent
            the last words of a line say what the local cloud does.

            The columns for LocalStack and floci hold what these projects publish about themselves (LocalStack's table of behaviour coverage of event
            source mappings; floci's service documentation and issues), read in November 2026. They were not measured. "Not documented" means that we
            found no statement, not that it does not work.
            """);
    for (Subject subject : Subject.values()) {
      page.append("\n## ").append(subject.title).append("\n\n");
      page.append("| Property | What AWS does | Page | Here | Test | LocalStack | floci |\n");
      page.append("|---|---|---|---|---|---|---|\n");
      entries.stream()
          .filter(entry -> entry.rule().of() == subject)
          .forEach(entry -> row(page, entry));
    }
    return page.toString();
  }

  private void row(StringBuilder page, RuleBook.Entry entry) {
    Rule rule = entry.rule();
    PublicCoverage.Peers peers = coverage.of(rule);
    String here =
        rule.note().isEmpty() ? rule.honoured().text : rule.honoured().text + ": " + rule.note();
    page.append("| ")
        .append(
            String.join(
                " | ",
                rule.property(),
                rule.says(),
                Pages.link(rule.page()),
                here,
                "`" + entry.test() + "`",
                peers.localStack(),
                peers.floci()))
        .append(" |\n");
  }
}
