// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.access.RequestSigner;
import io.millrace.local.access.Roles;
import io.millrace.local.conformance.Honoured;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.gateway.Upstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private final ResourceTypes types =
      new ResourceTypes(
          new ServiceCalls(
              new Upstream(URI.create("http://127.0.0.1:1")),
              new RequestSigner("nobody", "secret", InstantSource.system())),
          new Roles());

  @Test
  void dependencies_areWhatIsReferredTo_andDependsOn() {
    Template template =
        parse(
            "{'A':{'Type':'AWS::SQS::Queue'},'B':{'Type':'AWS::SQS::Queue'},'C':{'Type':'AWS::SQS::Queue'},"
                + "'D':{'Type':'AWS::SQS::Queue','DependsOn':'A','Properties':{'QueueName':{'Fn::Sub':'${B.Arn}x'},"
                + "'RedrivePolicy':{'x':{'Fn::GetAtt':['C','Arn']}}}}}");

    assertThat(template.resource("D").dependencies()).isEqualTo(Set.of("A", "B", "C"));
  }

  @Test
  void nameThatNothingHas_isRefused() {
    assertThatThrownBy(
            () ->
                parse(
                    "{'A':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':{'Ref':'Nobody'}}}}"))
        .isInstanceOf(CloudFormationException.class)
        .hasMessageContaining("[Nobody]");
  }

  @Test
  void resourcesThatWaitForEachOther_areRefused() {
    assertThatThrownBy(
            () ->
                parse(
                    "{'A':{'Type':'AWS::SQS::Queue','DependsOn':'B'},'B':{'Type':'AWS::SQS::Queue','DependsOn':['A']}}"))
        .hasMessageContaining("Circular dependency");
  }

  @Test
  void sectionAndParameterTypeThatAreNotHere_areRefusedByName() {
    assertThatThrownBy(
            () -> Template.parse("{\"Resources\":{\"A\":{\"Type\":\"x\"}},\"Mappings\":{}}"))
        .hasMessageContaining("Mappings");
    assertThatThrownBy(
            () ->
                Template.parse(
                    "{\"Resources\":{\"A\":{\"Type\":\"x\"}},\"Parameters\":{\"P\":{\"Type\":\"CommaDelimitedList\"}}}"))
        .hasMessageContaining("Parameter P has type CommaDelimitedList");
    assertThatThrownBy(() -> Template.parse("Resources: {}")).hasMessageContaining("JSON");
  }

  @Test
  void unknownResourceType_isRefusedByName() {
    assertThatThrownBy(() -> types.check(parse("{'A':{'Type':'AWS::EC2::Instance'}}")))
        .hasMessageContaining("Unrecognized resource types: [AWS::EC2::Instance]");
  }

  @Test
  void property_isHonoured_orListedWithItsPath_orRefusedWithNameAndResource() {
    Template template =
        parse(
            "{'Q':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'q','SqsManagedSseEnabled':true}}}");
    assertThat(types.check(template)).containsExactly("Q.SqsManagedSseEnabled");

    assertThatThrownBy(
            () ->
                types.check(
                    parse(
                        "{'F':{'Type':'AWS::Lambda::Function','Properties':{'Code':{'ZipFile':'x'},'Handler':'h'}}}")))
        .hasMessageContaining("Resource F (AWS::Lambda::Function)")
        .hasMessageContaining("Code.ZipFile");
  }

  @Test
  @Rule(
      of = Subject.FUNCTION,
      property = "RecursiveLoop",
      page = "invocation-recursion",
      says =
          "A function that reaches itself through SQS, SNS or S3 is stopped after about 16 times.",
      honoured = Honoured.WITHOUT_EFFECT,
      note = "a loop goes on until its code ends it")
  @Rule(
      of = Subject.FUNCTION,
      property = "EphemeralStorage",
      page = "configuration-ephemeral-storage",
      says = "/tmp has 512 MB, or as much as is configured.",
      honoured = Honoured.WITHOUT_EFFECT,
      note = "as much as the disk has")
  void settingOfAFunctionWithoutEffectHere_isListed() {
    assertThat(
            types.check(
                parse(
                    "{'F':{'Type':'AWS::Lambda::Function','Properties':{'RecursiveLoop':'Allow',"
                        + "'EphemeralStorage':{'Size':1024}}}}")))
        .containsExactlyInAnyOrder("F.RecursiveLoop", "F.EphemeralStorage");
  }

  @Test
  void bothSidesOfAnIf_areChecked() {
    assertThatThrownBy(
            () ->
                types.check(
                    parse(
                        "{'S':{'Type':'AWS::Kinesis::Stream','Properties':{'StreamModeDetails':{'Fn::If':['C',"
                            + "{'StreamMode':'ON_DEMAND'},{'Other':1}]}}}}")))
        .hasMessageContaining("StreamModeDetails.Other");
  }

  @Test
  void theDeployableTemplate_isAcceptedWhole() throws IOException {
    Template template = Template.parse(Files.readString(Path.of("../cdk/millrace.template.json")));

    assertThat(types.check(template)).contains("UploadsBucket.BucketEncryption");
  }

  private static Template parse(String resources) {
    return Template.parse(("{'Resources':" + resources + "}").replace('\'', '"'));
  }
}
