// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the template that deploys images out of the one that deploys jars: everything is the same
 * but where the code of the functions is. CloudFormation replaces a function whose package type
 * changes, which its fixed name forbids, so images are for a stack of their own.
 */
public final class ImageTemplate {

  static final String REPOSITORY = "ImageRepository";
  static final String TAG = "ImageTag";

  private static final String PREFIX = "ArtifactsPrefix";

  /** What a function in a jar says and one in an image may not. Source: CreateFunction. */
  private static final List<String> OF_JARS = List.of("Handler", "Layers", "Runtime", "SnapStart");

  private static final ObjectMapper JSON = new ObjectMapper();

  private ImageTemplate() {}

  /**
   * Prints it.
   *
   * @param args the template that deploys jars
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("needed: TEMPLATE");
    }
    System.out.println(of(Files.readString(Path.of(args[0]))));
  }

  static String of(String template) throws IOException {
    // What a new release of jars is told by, a new release of images is told by its tag.
    String tagged =
        JSON.readTree(template)
            .toString()
            .replace("${" + PREFIX + "}", "${" + TAG + "}")
            .replace("{\"Ref\":\"" + PREFIX + "\"}", "{\"Ref\":\"" + TAG + "\"}");
    ObjectNode all = (ObjectNode) JSON.readTree(tagged);
    ObjectNode parameters = (ObjectNode) all.get("Parameters");
    parameters.remove(List.of("ArtifactsBucket", PREFIX));
    parameters
        .putObject(REPOSITORY)
        .put("Type", "String")
        .put("Description", "URI of the ECR repository that holds the images, without a tag");
    parameters
        .putObject(TAG)
        .put("Type", "String")
        .put("Description", "What stands behind the function's name in the images' tags");
    for (JsonNode resource : all.get("Resources")) {
      if (resource.path("Type").asText().equals("AWS::Lambda::Function")) {
        image((ObjectNode) resource.get("Properties"));
      }
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }

  private static void image(ObjectNode function) {
    String name = function.path("FunctionName").path("Fn::Sub").asText();
    function.remove(OF_JARS);
    function.put("PackageType", "Image");
    function
        .putObject("Code")
        .putObject("ImageUri")
        .put(
            "Fn::Sub",
            "${" + REPOSITORY + "}:" + name.replace("${AWS::StackName}-", "") + "-${" + TAG + "}");
  }
}
