// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.Objects;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.StackProps;

/**
 * The CDK application: one stack, named {@code millrace}, for any account and region.
 *
 * <p>The stack needs no bootstrapped account, because it has no assets: the jars' place comes in by
 * template parameters.
 */
public final class MillraceApp {

  static final String STACK = "millrace";

  private MillraceApp() {}

  /** Synthesizes into the directory the CDK command line asks for, {@code cdk.out} otherwise. */
  public static void main(String[] args) {
    NodeJs.require();
    String directory = Objects.requireNonNullElse(System.getenv("CDK_OUTDIR"), "cdk.out");
    app(AppProps.builder().outdir(directory).build()).synth();
  }

  /**
   * The application, whose template is the same whether a test or the CDK command line makes it.
   */
  static App app(AppProps props) {
    App app = new App(props);
    new MillraceStack(
        app,
        STACK,
        StackProps.builder()
            .stackName(STACK)
            .description("Millrace: an event-driven pipeline for photos and events")
            .analyticsReporting(false)
            .synthesizer(new BootstraplessSynthesizer())
            .build());
    return app;
  }
}
