// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import io.millrace.local.access.AccessReport;
import io.millrace.local.access.Authorizer;
import io.millrace.local.access.Caller;
import io.millrace.local.access.Guard;
import io.millrace.local.access.Keyring;
import io.millrace.local.access.RequestSigner;
import io.millrace.local.access.Roles;
import io.millrace.local.cloudformation.CloudFormationService;
import io.millrace.local.codedeploy.CodeDeployConfig;
import io.millrace.local.codedeploy.CodeDeployService;
import io.millrace.local.engine.DynamoDbProcess;
import io.millrace.local.engine.S3Engine;
import io.millrace.local.engine.SqsEngine;
import io.millrace.local.events.EventBridgeService;
import io.millrace.local.fault.Faults;
import io.millrace.local.fault.FaultyEvents;
import io.millrace.local.gateway.Backend;
import io.millrace.local.gateway.DynamoDbBackend;
import io.millrace.local.gateway.Gateway;
import io.millrace.local.gateway.Service;
import io.millrace.local.gateway.StandardQueues;
import io.millrace.local.gateway.StsService;
import io.millrace.local.gateway.Upstream;
import io.millrace.local.gateway.WriteStamps;
import io.millrace.local.journal.Journal;
import io.millrace.local.journal.PutRecording;
import io.millrace.local.kinesis.KinesisService;
import io.millrace.local.lambda.LambdaConfig;
import io.millrace.local.lambda.LambdaService;
import io.millrace.local.lambda.runtime.DebugPorts;
import io.millrace.local.logs.FunctionLogs;
import io.millrace.local.logs.LogsService;
import io.millrace.local.meter.Meter;
import io.millrace.local.monitoring.CloudWatchService;
import io.millrace.local.monitoring.DataMetrics;
import io.millrace.local.monitoring.EmbeddedMetricFormat;
import io.millrace.local.monitoring.LambdaMetrics;
import io.millrace.local.monitoring.MetricStore;
import io.millrace.local.monitoring.QueueAges;
import io.millrace.local.monitoring.QueueMetrics;
import io.millrace.local.s3.S3Backend;
import io.millrace.local.s3.SqsSender;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Starts the parts of the local cloud, the slow ones side by side, and joins them. */
final class LocalCloudStarter {
  /** What mappings read from, and the buckets whose notifications go there. */
  private static final Set<Service> SOURCES =
      EnumSet.of(Service.DYNAMODB, Service.KINESIS, Service.S3, Service.SQS);

  /** A hook asks one version for one answer: longer than its own timeout is for ever. */
  private static final Duration HOOK_TIMEOUT = Duration.ofMinutes(5);

  private final LocalCloudConfig config;
  private final Parts parts = new Parts();
  private final InstantSource clock = InstantSource.system();
  private final Keyring keys = new Keyring();
  private final Roles roles = new Roles();
  private final Authorizer authorizer = new Authorizer(roles);
  private final MetricStore metrics = new MetricStore();
  private final QueueAges ages = new QueueAges();
  private final DataMetrics dataMetrics = new DataMetrics(metrics, clock);
  private final Meter meter = new Meter(dataMetrics);
  private final Faults faults = new Faults();

  private LocalCloudStarter(LocalCloudConfig config) {
    this.config = config;
  }

  static LocalCloud start(LocalCloudConfig config) {
    LocalCloudStarter starter = new LocalCloudStarter(config);
    boolean done = false;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      LocalCloud cloud = starter.start(threads);
      done = true;
      return cloud;
    } catch (CompletionException e) {
      throw e.getCause() instanceof LocalCloudException known ? known : e;
    } finally {
      if (!done) {
        starter.parts.close();
      }
    }
  }

  private LocalCloud start(ExecutorService threads) {
    Gateway gateway = parts.add(Gateway.bind(config.port()), Gateway::close);
    parts.add(DirectoryLock.take(config.workDir()), DirectoryLock::close);
    config
        .dataDir()
        .ifPresentOrElse(
            directory -> parts.add(DirectoryLock.take(directory), DirectoryLock::close),
            () -> Leftovers.remove(config.workDir(), "s3", "events.log"));
    CompletableFuture<URI> dynamoDb = CompletableFuture.supplyAsync(this::dynamoDb, threads);
    CompletableFuture<SqsEngine> sqs =
        CompletableFuture.supplyAsync(
            () -> parts.add(SqsEngine.start(gateway.endpoint(), data("sqs")), SqsEngine::close),
            threads);
    CompletableFuture<S3Engine> s3 =
        CompletableFuture.supplyAsync(
            () -> parts.add(S3Engine.start(state().resolve("s3")), S3Engine::close), threads);
    KinesisService kinesis =
        parts.add(new KinesisService(data("kinesis"), clock, dataMetrics), KinesisService::close);
    EventBridgeService events =
        parts.add(
            new EventBridgeService(state(), data("event-buses"), clock), EventBridgeService::close);
    CompletableFuture.allOf(dynamoDb, sqs, s3).join();

    Journal journal = new Journal();
    WriteStamps stamps = new WriteStamps();
    Upstream queues = new Upstream(sqs.join().endpoint());
    Upstream door = new Upstream(gateway.endpoint());
    CloudFormationService cloudFormation =
        parts.add(
            new CloudFormationService(door, signer("cloudformation"), roles, data("stacks"), clock),
            CloudFormationService::close);
    LambdaService lambda =
        parts.add(
            new LambdaService(
                lambdaConfig(gateway),
                stamps,
                keys::secretOf,
                authorizer::grants,
                journal,
                new LambdaMetrics(metrics, ages, clock)),
            LambdaService::close);
    QueueStatuses statuses = new QueueStatuses(queues);
    FunctionLogs functionLogs =
        new FunctionLogs(() -> logs(lambda), new EmbeddedMetricFormat(metrics)::line, clock);
    CloudWatchService cloudWatch =
        parts.add(
            new CloudWatchService(
                metrics,
                List.of(functionLogs, new QueueMetrics(metrics, ages, () -> depths(statuses))),
                clock),
            CloudWatchService::close);
    LogsService logs = new LogsService(functionLogs);
    CodeDeployService codeDeploy =
        parts.add(
            new CodeDeployService(
                door,
                signer("codedeploy"),
                authorizer::grants,
                new CodeDeployConfig(config.longestShift(), HOOK_TIMEOUT, cloudWatch::inAlarm),
                clock),
            CodeDeployService::close);
    LocalCloud cloud =
        new LocalCloud(parts, gateway, lambda, cloudFormation, events, statuses, faults);

    Controls controls =
        new Controls(
            meter,
            () -> AccessReport.of(roles, authorizer.grants()),
            faults,
            Map.of(
                "cloudwatch",
                cloudWatch.operations(),
                "kinesis",
                kinesis.operations(),
                "lambda",
                lambda.operations(),
                "logs",
                logs.operations()));
    SqsSender sender = new SqsSender(queues);

    Map<Service, Backend> services = new EnumMap<>(Service.class);
    services.put(Service.CLOUDFORMATION, Backend.of(cloudFormation));
    services.put(Service.CLOUDWATCH, Backend.of(cloudWatch));
    services.put(Service.LOGS, Backend.of(logs));
    services.put(Service.CODEDEPLOY, Backend.of(codeDeploy));
    services.put(
        Service.DYNAMODB, new DynamoDbBackend(new Upstream(dynamoDb.join()), stamps, clock));
    services.put(Service.EVENTBRIDGE, Backend.of(events));
    services.put(Service.KINESIS, Backend.of(new PutRecording(kinesis, journal)));
    services.put(Service.LAMBDA, Backend.of(lambda));
    services.put(
        Service.MILLRACE,
        Backend.of(
            request ->
                controls
                    .answer(request)
                    .or(() -> journal.answer(request))
                    .orElseGet(() -> cloud.answer(request))));
    services.put(
        Service.S3,
        new S3Backend(
            new Upstream(s3.join().endpoint()),
            new FaultyEvents(sender, sender::send, faults),
            data("s3-settings"),
            clock));
    services.put(Service.SQS, new StandardQueues(queues::forward));
    services.put(Service.STS, Backend.of(new StsService()));
    Guard.Admitted serve =
        (call, service, caller, operation, backend) -> {
          try {
            backend.serve(call);
          } finally {
            // What a user put there is not dealt with before the mappings have looked again.
            if (caller.kind() == Caller.Kind.USER && SOURCES.contains(service)) {
              lambda.noteActivity();
            }
          }
        };
    Guard guard =
        new Guard(
            keys,
            authorizer,
            lambda::roleOf,
            codeDeploy::groupOf,
            clock,
            meter.measuring(faults.before(serve)),
            meter.measuring(serve));
    gateway.start(services, guard);
    cloudFormation.restore();
    cloudWatch.start();
    return cloud;
  }

  private static List<FunctionLogs.Source> logs(LambdaService lambda) {
    return lambda.logs().stream()
        .map(log -> new FunctionLogs.Source(log.group(), log.function(), log.file()))
        .toList();
  }

  private static List<QueueMetrics.Depth> depths(QueueStatuses queues) {
    return queues.now().stream()
        .map(queue -> new QueueMetrics.Depth(queue.name(), queue.visible(), queue.inFlight()))
        .toList();
  }

  private URI dynamoDb() {
    if (config.dynamoDbEndpoint().isPresent()) {
      return config.dynamoDbEndpoint().get();
    }
    Path lib =
        config
            .dynamoDbLib()
            .orElseThrow(
                () ->
                    new LocalCloudException(
                        "neither a directory with DynamoDB Local nor a DynamoDB endpoint is given"));
    return parts
        .add(
            DynamoDbProcess.start(config.javaHome(), lib, config.workDir(), data("dynamodb")),
            DynamoDbProcess::close)
        .endpoint();
  }

  private LambdaConfig lambdaConfig(Gateway gateway) {
    return new LambdaConfig(
        gateway.endpoint(),
        config.workDir(),
        config.javaHome(),
        config.maxEnvironments(),
        config.dataDir(),
        new DebugPorts(config.debugPorts()));
  }

  private RequestSigner signer(String service) {
    String key = Keyring.serviceKey(service);
    return new RequestSigner(key, keys.secretOf(key), clock);
  }

  /** Where something is kept across restarts, if anything is. */
  private Optional<Path> data(String name) {
    return config.dataDir().map(directory -> directory.resolve(name));
  }

  private Path state() {
    return config.dataDir().orElse(config.workDir());
  }
}
