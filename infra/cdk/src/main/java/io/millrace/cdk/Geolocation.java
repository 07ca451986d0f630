// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnSchedule.FlexibleTimeWindowProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.RetryPolicyProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.TargetProperty;
import software.constructs.Construct;

/**
 * The geolocation database, brought anew by a function once a day where that is asked for. All of
 * it exists only then, so that nothing has a permission for nothing.
 *
 * <p>A secret has to be one that the account's own key for secrets encrypts: it needs no permission
 * beside the one to read the secret.
 */
final class Geolocation extends Construct {

  private static final String FUNCTION = "geolocation-refresh";

  /** Of the bucket's keys, those of the databases and their pointer. */
  private static final String KEYS = "geolocation/*";

  /** Three minutes for the provider, the rest to put what it sent. */
  private static final Duration TIMEOUT = Duration.seconds(300);

  private static final int MEMORY_MEGABYTES = 1024;

  /** The provider builds twice a week; the hour spares it the midnights of everybody. */
  private static final String DAILY = "cron(17 4 * * ? *)";

  private static final int FLEXIBLE_MINUTES = 60;
  private static final int ATTEMPTS = 3;
  private static final int OLDEST_SECONDS = 4 * 60 * 60;

  private static final String MAXMIND =
      "https://download.maxmind.com/geoip/databases/GeoLite2-City/download?suffix=tar.gz";

  private final Bucket bucket;
  final CfnCondition refreshed;
  private final CfnCondition withSecret;
  private final CfnParameter url;
  private final CfnParameter secret;

  /**
   * @param bucket for the databases and the pointer
   */
  Geolocation(Construct scope, Bucket bucket) {
    super(scope, "Geolocation");
    this.bucket = bucket;
    CfnParameter refresh =
        CfnParameter.Builder.create(this, "Refresh")
            .type("String")
            .description("Whether a function brings the geolocation database anew every day")
            .allowedValues(List.of("enabled", "disabled"))
            .defaultValue("disabled")
            .build();
    url =
        CfnParameter.Builder.create(this, "Url")
            .type("String")
            .description(
                "A MaxMind database (.mmdb, .gz or .tar.gz); its checksum has .sha256 behind")
            .allowedPattern("https?://[^@\\s]+")
            .defaultValue(MAXMIND)
            .build();
    secret =
        CfnParameter.Builder.create(this, "CredentialsArn")
            .type("String")
            .description("Secret {\"accountId\", \"licenseKey\"} of the provider; empty for none")
            .allowedPattern("(arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[^*?\\s]+)?")
            .defaultValue("")
            .build();
    refreshed =
        CfnCondition.Builder.create(this, "Refreshed")
            .expression(Fn.conditionEquals(refresh.getValueAsString(), "enabled"))
            .build();
    withSecret =
        CfnCondition.Builder.create(this, "WithSecret")
            .expression(
                Fn.conditionAnd(
                    refreshed, Fn.conditionNot(Fn.conditionEquals(secret.getValueAsString(), ""))))
            .build();
  }

  /** The name of the bucket for enrich's environment, where there is somebody who fills it. */
  String bucketIfRefreshed() {
    return Fn.conditionIf(refreshed.getLogicalId(), bucket.getBucketName(), Aws.NO_VALUE)
        .toString();
  }

  /** Makes the function and what starts it, and lets enrich read. */
  void refresh(Choices choices, Artifacts artifacts, IRole enrich) {
    Function function =
        new StageFunction(
                FUNCTION,
                "operations.jar",
                "io.millrace.operations.geolocation.RefreshHandler",
                TIMEOUT,
                MEMORY_MEGABYTES,
                Map.of(
                    "GEOLOCATION_SECRET", secret.getValueAsString(),
                    "GEOLOCATION_URL", url.getValueAsString(),
                    "REFERENCE_BUCKET", bucket.getBucketName()),
                List.of(
                    Allow.on(
                        "ReadPointer",
                        bucket.arnForObjects("geolocation/current.json"),
                        "s3:GetObject"),
                    Allow.find("FindPointer", bucket),
                    Allow.objects(
                        "PutDatabase",
                        bucket,
                        KEYS,
                        "A database is called by its checksum, below a prefix of the refresh.",
                        "s3:PutObject")))
            .create(this, "Function", choices, artifacts);
    policy(
        "SecretPolicy",
        withSecret,
        Names.inRegion("geolocation-secret"),
        Objects.requireNonNull(function.getRole()),
        Allow.on("ReadSecret", secret.getValueAsString(), "secretsmanager:GetSecretValue"));
    policy(
        "EnrichPolicy",
        refreshed,
        Names.inRegion("geolocation-enrich"),
        enrich,
        Allow.objects(
            "ReadDatabase",
            bucket,
            KEYS,
            "A database is called by its checksum, which the pointer tells when it is read.",
            "s3:GetObject"),
        Allow.find("FindPointer", bucket));
    schedule(function);
    getNode().findAll().stream()
        .filter(CfnResource.class::isInstance)
        .map(CfnResource.class::cast)
        .filter(resource -> resource.getCfnOptions().getCondition() == null)
        .forEach(resource -> resource.getCfnOptions().setCondition(refreshed));
  }

  private void policy(String id, CfnCondition condition, String name, IRole role, Grant... grants) {
    CfnPolicy policy =
        CfnPolicy.Builder.create(this, id)
            .policyName(name)
            .roles(List.of(role.getRoleName()))
            .policyDocument(
                PolicyDocument.Builder.create()
                    .statements(Arrays.stream(grants).map(Grant::statement).toList())
                    .build())
            .build();
    policy.getCfnOptions().setCondition(condition);
    for (Grant grant : grants) {
      grant.wildcard().ifPresent(wildcard -> Meant.wildcard(policy, wildcard));
    }
  }

  private void schedule(Function function) {
    String name = Names.inRegion(FUNCTION);
    Role role =
        Role.Builder.create(this, "ScheduleRole")
            .assumedBy(
                new ServicePrincipal("scheduler.amazonaws.com")
                    .withConditions(
                        new TreeMap<>(
                            Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))))
            .inlinePolicies(
                Map.of(
                    "schedule",
                    PolicyDocument.Builder.create()
                        .statements(
                            List.of(
                                Allow.on(
                                        "Refresh",
                                        function.getFunctionArn(),
                                        "lambda:InvokeFunction")
                                    .statement()))
                        .build()))
            .build();
    CfnSchedule.Builder.create(this, "Schedule")
        .name(name)
        .description("Brings the geolocation database anew")
        .scheduleExpression(DAILY)
        .flexibleTimeWindow(
            FlexibleTimeWindowProperty.builder()
                .mode("FLEXIBLE")
                .maximumWindowInMinutes(FLEXIBLE_MINUTES)
                .build())
        .target(
            TargetProperty.builder()
                .arn(function.getFunctionArn())
                .roleArn(role.getRoleArn())
                .input("{}")
                .retryPolicy(
                    RetryPolicyProperty.builder()
                        .maximumRetryAttempts(ATTEMPTS)
                        .maximumEventAgeInSeconds(OLDEST_SECONDS)
                        .build())
                .build())
        .build();
  }
}
