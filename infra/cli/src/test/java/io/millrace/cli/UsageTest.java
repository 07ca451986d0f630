// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | millrace: a command is missing",
        "fly | millrace: no command fly, allowed are demo, up",
        "up --port x | millrace up: Invalid value for option '--port': \"x\", allowed is a whole number 0 to 65535",
        "up --port 99999 | millrace up: Invalid value for option '--port': \"99999\", allowed is",
        "up --max-environments 0 | millrace up: Invalid value for option '--max-environments'",
        "up --debug enrich | millrace up: Invalid value for option '--debug' (FUNCTION:PORT): \"enrich\", allowed is FUNCTION:PORT",
        "demo --endpoint http://localhost:1 | millrace demo: Unknown option: '--endpoint'",
        "upload | millrace upload: Missing required parameter: 'PATH'",
        "push | millrace push: Missing required parameter: 'FILE'",
        "record | millrace record: Missing required parameter: 'RECORD'",
        "replay | millrace replay: Missing required parameter: 'OBJECT'",
        "replay s3://bucket | millrace replay: Invalid value for positional parameter at index 0 (OBJECT): \"s3://bucket\", allowed is s3://BUCKET/KEY",
        "record a b c | millrace record: Unmatched argument",
        "status --endpoint localhost | millrace status: --endpoint is localhost, allowed is a URL such as",
        "status --endpoint http://x --profile y | millrace status: --endpoint and --profile exclude",
        "fault | millrace fault: a command is missing",
        "fault add slow | millrace fault add: kind: 'slow', allowed are throttle, error, latency, reset",
        "fault add reset --first 0 | millrace fault add: first: 0 (at least 1)",
        "fault add reset --first 1 --every 2 | millrace fault add: first, every, probability: at most one",
        "fault add reset --service sns | millrace fault add: service: 'sns', allowed are cloudformation",
        "fault list --endpoint localhost | millrace fault list: --endpoint is localhost, allowed is a URL",
        "tune | millrace tune: Missing required option: '--stage=STAGE'",
        "tune --stage sink | millrace tune: Invalid value for option '--stage': \"sink\" is no stage, allowed are upload, enrich",
        "tune --stage enrich --slo age<1s | millrace tune: Invalid value for option '--slo' (SLO): \"age<1s\", allowed is age or iteratorAge",
        "tune --stage enrich --rate 0 | millrace tune: Invalid value for option '--rate': \"0\", allowed is a number 0.01 to 1000000",
        "dlq | millrace dlq: a command is missing",
        "dlq redrive --stage x | millrace dlq redrive: Invalid value for option '--stage': \"x\" is no stage, allowed are upload, enrich",
        "dlq redrive --rate 501 | millrace dlq redrive: Invalid value for option '--rate': \"501\", allowed is a whole number 1 to 500",
        "rejects | millrace rejects: a command is missing",
        "rejects show | millrace rejects show: Missing required parameter: 'ID'",
        "rejects list --reason BAD | millrace rejects list: Invalid value for option '--reason'",
        "load --rate 0 | millrace load: Invalid value for option '--rate': \"0\", allowed is a number 0.1 to 100000",
        "load --duration 5 | millrace load: Invalid value for option '--duration': \"5\", allowed are 1s to 24h, such as 30s",
        "load --shape round | millrace load: Invalid value for option '--shape': \"round\", allowed are steady, ramp, spike, soak, step",
        "load --mix 100 | millrace load: Invalid value for option '--mix': \"100\", allowed is EVENTS:PHOTOS",
        "load --poison 501 | millrace load: Invalid value for option '--poison': \"501\", allowed is a number 0 to 500",
        "load --find-max | millrace load: --find-max needs --slo, such as",
        "load --find-max --slo fast | millrace load: Invalid value for option '--slo': \"fast\", allowed is [STAGE.]iteratorAge",
        "load --find-max --slo iteratorAge.p99<1s --shape ramp | millrace load: --find-max tries steady rates, not --shape ramp",
        "load --find-max --slo iteratorAge.p99<1s --duration 5s | millrace load: --duration is that of each trial, with --find-max at least 20s",
        "load --duration 5s --warm-up 5s | millrace load: --warm-up leaves nothing of --duration",
        "load --endpoint http://x --profile y | millrace load: --endpoint and --profile exclude each other",
        "load --endpoint http://x --port 1 | millrace load: --port is of the cloud it starts",
        "load --endpoint localhost | millrace load: --endpoint is localhost, allowed is a URL such as",
        "aggregates --last 3y | millrace aggregates: Invalid value for option '--last'",
        "aggregates --by planet | millrace aggregates: Invalid value for option '--by'",
        "aggregates --kind rejects | millrace aggregates: --kind rejects can't be counted --by country",
      })
  void wrongUsage_isOneLine_andExitCode2(String arguments, String beginning) {
    int code = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith(beginning)
        .endsWith("--help)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "up",
        "upload",
        "push",
        "record",
        "replay",
        "status",
        "aggregates",
        "verify",
        "load",
        "tune",
        "dlq",
        "dlq list",
        "dlq show",
        "dlq redrive",
        "rejects",
        "rejects list",
        "rejects show",
        "rejects replay",
        "fault",
        "fault add",
        "fault list",
        "fault clear"
      })
  void everyCommand_hasHelpWithAnExample_andJson(String command) {
    int code = run((command + " --help").split(" "));

    assertThat(code).isEqualTo(0);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Usage: millrace " + command)
        .contains("--json")
        .containsPattern("Examples?:\n  .*\\./millrace " + command);
  }

  @Test
  void whereNothingAnswers_oneLineSaysWhatHelps() {
    int code = run("status", "--endpoint", "http://localhost:1");

    assertThat(code).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "millrace status: Nothing answers at http://localhost:1: start it with ./millrace up,"
                + " or name another with --endpoint\n");
  }

  @Test
  void missingFile_isNamed() {
    assertThat(run("upload", "no/such/file")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("millrace upload: no/such/file does not exist\n");
  }

  private int run(String... arguments) {
    return Main.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Terminal.NONE,
        new Shutdown());
  }
}
