// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.training.DeployedFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into an image; that the image works has to be seen where there is Docker. */
final class ImageTest {

  private static final Path TEMPLATE = Path.of("../cdk/millrace.template.json");
  private static final Path CONTAINER = Path.of("../container");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void imageTemplate_differsFromTheCommittedOne_inTheCodeOfFunctionsAlone() throws IOException {
    JsonNode jars = JSON.readTree(Files.readString(TEMPLATE));
    String text = ImageTemplate.of(Files.readString(TEMPLATE));
    assertThat(text).doesNotContain("ArtifactsBucket", "ArtifactsPrefix");
    JsonNode images = JSON.readTree(text);
    jars.get("Resources")
        .properties()
        .forEach(
            resource -> {
              JsonNode image = images.get("Resources").get(resource.getKey());
              JsonNode jar = resource.getValue();
              if (jar.get("Type").asText().equals("AWS::Lambda::Function")) {
                JsonNode properties = image.get("Properties");
                assertThat(properties.get("PackageType").asText()).isEqualTo("Image");
                assertThat(properties.has("Handler") || properties.has("Runtime")).isFalse();
                assertThat(properties.at("/Code/ImageUri/Fn::Sub").asText())
                    .matches("\\$\\{ImageRepository}:[a-z-]+-\\$\\{ImageTag}");
                List.of("Role", "Environment", "MemorySize", "Timeout", "Architectures")
                    .forEach(
                        same ->
                            assertThat(properties.get(same))
                                .as(same)
                                .isEqualTo(jar.get("Properties").get(same)));
              } else if (!jar.toString().contains("ArtifactsPrefix")) {
                assertThat(image).as(resource.getKey()).isEqualTo(jar);
              }
            });
    assertThat(images.get("Outputs")).isEqualTo(jars.get("Outputs"));
  }

  @Test
  void dockerfile_namesEveryFunctionOfTheTemplate_andTheFolderOfEveryJar() throws IOException {
    String dockerfile = Files.readString(CONTAINER.resolve("Dockerfile"));
    assertThat(dockerfile)
        .contains(
            "public.ecr.aws/lambda/java:25",
            PackFunction.class.getName(),
            PackFunction.CLASS_DATA,
            PackFunction.NO_CLASS_DATA);
    for (JsonNode resource : JSON.readTree(Files.readString(TEMPLATE)).get("Resources")) {
      if (resource.get("Type").asText().equals("AWS::Lambda::Function")) {
        JsonNode properties = resource.get("Properties");
        String name = properties.at("/FunctionName/Fn::Sub").asText();
        assertThat(dockerfile)
            .containsPattern("[ ,]" + name.replace("${AWS::StackName}-", "") + "[,.]");
        assertThat(properties.get("Runtime").asText()).isEqualTo("java25");
        String jar = properties.at("/Code/S3Key/Fn::Sub").asText().replaceFirst("^.*}", "");
        String module = jar.replace(".jar", "");
        assertThat(dockerfile).containsPattern("[ /]" + module + "/target/deploy/ ");
      }
    }
  }

  @Test
  void everyFunctionOfTheTemplate_canBeStartedForTraining() throws IOException {
    Map<String, Path> jars =
        Stream.of("ingest", "enrich", "transform", "sink", "operations")
            .collect(Collectors.toMap(name -> name + ".jar", Path::of));
    assertThat(DeployedFunctions.all(Files.readString(TEMPLATE), jars).values())
        .isNotEmpty()
        .allSatisfy(
            function -> {
              assertThat(function.memoryMegabytes()).as(function.name()).isPositive();
              assertThat(function.timeout()).as(function.name()).isPositive();
            });
  }

  @Test
  void packedFunction_hasItsJar_andTheArgumentsOfItsJvm() throws Exception {
    Path jar = Files.writeString(folder.resolve("sink.jar"), "a jar");
    Path packed = folder.resolve("packed");
    String template =
        """
        {"Resources": {"A": {"Type": "AWS::Lambda::Function", "Properties": {
          "FunctionName": {"Fn::Sub": "${AWS::StackName}-publish"}, "Runtime": "java25",
          "Handler": "io.millrace.sink.PublishHandler::handleRequest", "Timeout": 1, "MemorySize": 512,
          "Code": {"S3Key": {"Fn::Sub": "${ArtifactsPrefix}sink.jar"}}}}}}
        """;
    Path file = Files.writeString(folder.resolve("template.json"), template);

    PackFunction.main(
        new String[] {
          PackFunction.NO_CLASS_DATA, "publish", packed.toString(), file.toString(), jar.toString()
        });

    assertThat(packed.resolve("function.jar")).hasSameBinaryContentAs(jar);
    assertThat(Files.readAllLines(packed.resolve("launch.args")))
        .startsWith("\"-XX:+UseSerialGC\"", "\"-XX:TieredStopAtLevel=1\"")
        .endsWith(
            "\"com.amazonaws.services.lambda.runtime.api.client.AWSLambda\"",
            "\"io.millrace.sink.PublishHandler::handleRequest\"")
        .anyMatch(line -> line.endsWith(packed.resolve("function.jar") + "\""));
    assertThatThrownBy(
            () ->
                PackFunction.main(
                    new String[] {
                      PackFunction.NO_CLASS_DATA,
                      "ingest",
                      packed.toString(),
                      file.toString(),
                      jar.toString()
                    }))
        .hasMessage("FUNCTION is \"ingest\", allowed are [publish]");
  }
}
