// SPDX-License-Identifier: Apache-2.0
package io.millrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages, workflows and manifests name is there. */
final class PagesTest {

  /** Actions by the majors that were seen released; Dependabot raises them. */
  private static final Set<String> ACTIONS =
      Set.of(
          "actions/checkout@v6",
          "actions/setup-java@v5",
          "actions/setup-node@v6",
          "actions/upload-artifact@v6",
          "aws-actions/configure-aws-credentials@v6");

  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern MODULES = Pattern.compile("-pl ([a-z0-9/,-]+)");
  private static final String KUBERNETES = "infra/container/kubernetes/";
  private static final YAMLMapper YAML = new YAMLMapper();

  @Test
  void everyRelativeLink_leadsToAFile() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String page : List.of("README.md", "infra/e2e/README.md", "infra/container/README.md")) {
      pages.add(Checkout.ROOT.resolve(page));
    }
    try (Stream<Path> files = Files.list(Checkout.ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    pages.addAll(RunbooksTest.files());
    for (Path page : pages) {
      Matcher links = LINK.matcher(Files.readString(page));
      while (links.find()) {
        assertThat(page.resolveSibling(links.group(1))).as("link of " + page).exists();
      }
    }
  }

  @Test
  void workflows_haveFewRights_knownActions_andModulesThatAreThere() throws IOException {
    try (Stream<Path> files = Files.list(Checkout.ROOT.resolve(".github/workflows"))) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        JsonNode workflow = YAML.readTree(text);
        assertThat(workflow.at("/permissions/contents").asText()).as("" + file).isEqualTo("read");
        assertThat(text).doesNotContain("pull_request_target", "aws-access-key-id");
        workflow
            .findValuesAsText("uses")
            .forEach(action -> assertThat(ACTIONS).as("" + file).contains(action));
        assertThat(workflow.get("jobs"))
            .allSatisfy(job -> assertThat(job.path("timeout-minutes").asInt()).isPositive());
        Matcher modules = MODULES.matcher(text);
        while (modules.find()) {
          for (String module : modules.group(1).split(",", -1)) {
            assertThat(Checkout.ROOT.resolve(module).resolve("pom.xml")).exists();
          }
        }
      }
    }
    for (JsonNode update : YAML.readTree(Checkout.read(".github/dependabot.yml")).get("updates")) {
      List<String> folders = new ArrayList<>(update.findValuesAsText("directory"));
      update.path("directories").forEach(folder -> folders.add(folder.asText()));
      assertThat(folders)
          .isNotEmpty()
          .allSatisfy(folder -> assertThat(Path.of(Checkout.ROOT + folder)).isDirectory());
    }
  }

  @Test
  void kubernetesJobs_knowTheNamesOfTheStack_andAreBounded() throws IOException {
    JsonNode names = document("namespace.yaml", "ConfigMap").get("data");
    JsonNode account = document("namespace.yaml", "ServiceAccount");
    JsonNode beside =
        new ObjectMapper().readTree(Checkout.read(KUBERNETES + "peripherals.template.json"));
    String stack = beside.at("/Parameters/MillraceStack/Default").asText();
    JsonNode resources = Checkout.template().get("Resources");
    assertThat(names.get("EVENTS_STREAM").asText())
        .isEqualTo(
            resources
                .at("/EventsStream/Properties/Name/Fn::Sub")
                .asText()
                .replace("${AWS::StackName}", stack));
    assertThat(names.get("UPLOADS_BUCKET").asText())
        .isEqualTo(
            resources
                .at("/UploadsBucket/Properties/BucketName/Fn::Sub")
                .asText()
                .replace("${AWS::StackName}", stack)
                .replace("${AWS::AccountId}", "111122223333")
                .replace("${AWS::Region}", names.get("AWS_REGION").asText()));
    assertThat(beside.at("/Resources/PhotosReadyRule/Properties/EventBusName/Fn::Sub").asText())
        .isEqualTo(
            resources
                .at("/PhotoEventBus/Properties/Name/Fn::Sub")
                .asText()
                .replace("AWS::StackName", "MillraceStack"));
    assertThat(beside.at("/Resources/ProducerRole/Properties/RoleName/Fn::Sub").asText())
        .isEqualTo(
            account
                .at("/metadata/annotations/eks.amazonaws.com~1role-arn")
                .asText()
                .replaceFirst(".*role/" + stack, "\\${MillraceStack}"));

    for (String file : List.of("push-uploads.yaml", "push-events.yaml")) {
      JsonNode job = document(file, "Job").get("spec");
      assertThat(job.get("activeDeadlineSeconds").asInt()).isPositive();
      JsonNode pod = job.at("/template/spec");
      assertThat(pod.get("serviceAccountName")).isEqualTo(account.at("/metadata/name"));
      JsonNode container = pod.at("/containers/0");
      Set<String> known = new TreeSet<>(Set.of("HOME"));
      container.get("env").forEach(variable -> known.add(variable.get("name").asText()));
      names.fieldNames().forEachRemaining(known::add);
      Matcher used = Pattern.compile("\\$\\(?([A-Z_]{2,})").matcher(container.toString());
      while (used.find()) {
        assertThat(known).as(file).contains(used.group(1));
      }
    }
  }

  private static JsonNode document(String file, String kind) throws IOException {
    try (MappingIterator<JsonNode> all =
        YAML.readerFor(JsonNode.class).readValues(Checkout.read(KUBERNETES + file))) {
      while (all.hasNext()) {
        JsonNode document = all.next();
        if (document.get("kind").asText().equals(kind)) {
          return document;
        }
      }
    }
    throw new AssertionError(file + " has no " + kind);
  }
}
