// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the script that finds a JDK, on folders that look like JDKs. */
class JdkDiscoveryTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @TempDir Path folder;

  private final Map<String, String> env = new HashMap<>();

  private record Run(int code, String out, String err) {}

  @BeforeEach
  void nothingInstalled() throws IOException {
    env.put("PATH", "");
    env.put("MILLRACE_JDKS", Files.createDirectories(folder.resolve("jvm")).toString());
  }

  @Test
  void ownVariable_goesBeforeEverythingElse() throws Exception {
    env.put("MILLRACE_JAVA_HOME", jdk("own", "25.0.1").toString());
    env.put("JAVA_HOME", jdk("home", "26").toString());

    assertFound("own");
  }

  @Test
  void olderJavaHome_doesNotHurt() throws Exception {
    env.put("JAVA_HOME", jdk("old", "17.0.15").toString());
    jdk("jvm/new", "25");

    assertFound("jvm/new");
  }

  @Test
  void javaOnThePath_isFoundBehindItsLinks_alsoBehindAnOlderOne() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), jdk("linked", "25.0.3").resolve("bin/java"));
    env.put("PATH", jdk("old", "21") + "/bin:" + bin);

    assertFound("linked");
  }

  @Test
  void withoutAReleaseFile_theJavaIsAsked() throws Exception {
    Path jdk = jdk("jvm/unlabelled", "25");
    Files.delete(jdk.resolve("release"));
    script(jdk.resolve("bin/java"), "echo 'openjdk version \"25.0.2\" 2026-01-20' >&2");

    assertFound("jvm/unlabelled");
  }

  @Test
  void folderWithASpace_isOneFolder() throws Exception {
    env.put("JAVA_HOME", jdk("my jdk", "25").toString());

    assertFound("my jdk");
  }

  @Test
  void runtimeWithoutACompiler_isNoJdk() throws Exception {
    Path jre = jdk("jvm/a-jre", "25");
    Files.delete(jre.resolve("bin/javac"));
    jdk("jvm/b-jdk", "25");

    assertFound("jvm/b-jdk");
  }

  @ParameterizedTest
  @ValueSource(strings = {".mvn/jdk.sh", "millrace", "mvnw"})
  void noneFound_isOneClearLine(String script) throws Exception {
    env.put("JAVA_HOME", jdk("old", "17.0.15").toString());
    jdk("jvm/ancient", "1.8.0_401");
    env.put("PATH", "/usr/bin-that-is-not:" + toolsOnly());

    Run run = run(script);

    assertThat(run.code).isEqualTo(1);
    assertThat(run.out).isEmpty();
    assertThat(run.err.lines()).hasSize(1);
    assertThat(run.err)
        .startsWith("millrace: no JDK 25 or later in MILLRACE_JAVA_HOME, JAVA_HOME, PATH and")
        .contains("17 in " + folder.resolve("old"), "1 in " + folder.resolve("jvm/ancient"))
        .contains("set MILLRACE_JAVA_HOME");
  }

  private void assertFound(String name) throws Exception {
    Run run = run(".mvn/jdk.sh");
    assertThat(run.err).isEmpty();
    assertThat(run.out).isEqualTo(folder.toRealPath().resolve(name) + "\n");
    assertThat(run.code).isEqualTo(0);
  }

  private Run run(String script) throws IOException, InterruptedException {
    String shell = script.equals("millrace") ? "bash" : "sh";
    ProcessBuilder builder =
        new ProcessBuilder("/bin/" + shell, ROOT.resolve(script).toString(), "--help");
    builder.environment().clear();
    builder.environment().putAll(env);
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    int code = builder.start().waitFor();
    return new Run(code, Files.readString(out), Files.readString(err));
  }

  /** A folder with the tools that scripts need and no java: what is on a machine without any. */
  private Path toolsOnly() throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : new String[] {"sh", "dirname", "basename", "uname"}) {
      String real = Files.exists(Path.of("/usr/bin", tool)) ? "/usr/bin/" : "/bin/";
      script(tools.resolve(tool), "exec " + real + tool + " \"$@\"");
    }
    return tools;
  }

  private Path jdk(String name, String version) throws IOException {
    Path jdk = folder.toRealPath().resolve(name);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(jdk.resolve("bin/java"), "exit 3");
    script(jdk.resolve("bin/javac"), "exit 3");
    return jdk;
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n", StandardCharsets.UTF_8);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
