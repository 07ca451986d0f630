// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.HttpHandler;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import io.millrace.local.journal.Journal;
import io.millrace.local.lambda.mapping.Activity;
import io.millrace.local.lambda.mapping.MappingDriver;
import io.millrace.local.lambda.mapping.MappingDrivers;
import io.millrace.local.lambda.mapping.MappingIdentity;
import io.millrace.local.lambda.mapping.MappingNumbers;
import io.millrace.local.lambda.mapping.SourceClients;
import io.millrace.local.lambda.runtime.FunctionMetrics;
import io.millrace.local.lambda.runtime.InvocationResult;
import io.millrace.local.lambda.runtime.RuntimeSettings;
import io.millrace.local.lambda.runtime.Runtimes;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The Lambda service: its API, the functions' execution environments and the pollers of the event
 * source mappings. Thread-safe.
 */
public final class LambdaService implements HttpHandler, AutoCloseable {
  private static final int SWEEP_SECONDS = 30;

  private final Journal journal;
  private final LambdaObserver observer;
  private final SourceClients clients;
  private final Activity activity = new Activity();
  private final FunctionStore functions;
  private final MappingStore mappings;
  private final MappingDrivers drivers;
  private final InvokeApi invocations;
  private final LambdaRoutes routes;
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lambda-idle-sweeper").factory());
  private final ScheduledFuture<?> sweeping;

  /**
   * Starts the service; with a data directory that has been used before, with the functions and
   * mappings of then.
   *
   * @param secretOf the secrets of its own access keys, and of those it hands to functions
   * @param grants what roles permit, looked at when a mapping is made
   * @param journal is told of every attempt of a mapping
   * @param observer is told of every invocation
   * @throws IllegalStateException when the runtime interface client is not on the class path
   */
  public LambdaService(
      LambdaConfig config,
      StreamRecordClock clock,
      SourceClients.SecretOf secretOf,
      RoleGrants grants,
      Journal journal,
      LambdaObserver observer) {
    this.journal = journal;
    this.observer = observer;
    Path state = config.stateDir();
    Path logs = state.resolve("logs");
    clients = new SourceClients(config.endpoint(), LambdaConfig.REGION, secretOf);
    Runtimes runtimes =
        new Runtimes(
            new RuntimeSettings(
                config.endpoint(),
                config.javaHome(),
                config.workDir().resolve("environments"),
                logs,
                LambdaConfig.REGION,
                secretOf::accessKey,
                LambdaConfig.INIT_TIMEOUT,
                LambdaConfig.IDLE_EXPIRY,
                config.debug()));
    CodeStore codes = new CodeStore(state.resolve("code"), clients);
    functions =
        new FunctionStore(state.resolve("functions"), codes, runtimes, config.maxEnvironments());
    drivers = new MappingDrivers(clients, clock::writtenAtMillis, activity);
    mappings =
        new MappingStore(state.resolve("mappings"), config.dataDir().isPresent(), this::driver);
    invocations =
        new InvokeApi(
            functions,
            activity,
            new AsyncInvocations(
                new AwsAsyncOutlet(clients), InstantSource.system(), Thread::sleep),
            LambdaService::chance,
            observer);
    routes =
        new LambdaRoutes(
            new FunctionApi(functions, codes),
            new VersionApi(functions),
            invocations,
            new MappingApi(mappings, functions, grants, new QueueTimeouts(clients.sqs())),
            new EventInvokeApi(functions, InstantSource.system()));
    sweeping =
        sweeper.scheduleWithFixedDelay(
            () -> functions.all().forEach(LambdaFunction::expireIdle),
            SWEEP_SECONDS,
            SWEEP_SECONDS,
            TimeUnit.SECONDS);
    mappings.restore();
  }

  private MappingDriver driver(EventSourceMapping mapping) {
    ObjectNode configuration = mapping.configuration();
    String functionArn = configuration.path("FunctionArn").asText();
    FunctionName qualified = FunctionName.of(functionArn);
    String name = qualified.name();
    String source = configuration.path("EventSourceArn").asText();
    Optional<LambdaFunction> function = functions.find(name);
    String role = function.map(one -> one.configuration().path("Role").asText()).orElse("");
    MappingIdentity identity =
        new MappingIdentity(
            mapping.uuid(),
            MappingRequests.source(source),
            source,
            functionArn,
            role,
            LambdaConfig.REGION);
    return drivers.driver(
        identity,
        MappingRequests.settings(configuration),
        new Recording(
            journal, name, source, event -> invoke(qualified, event), InstantSource.system()),
        function.map(LambdaFunction::limit).orElse(1),
        mapping.checkpoints(),
        observer.mapping(
            new LambdaObserver.Mapped(
                mapping.uuid(), qualified, source, MappingRequests.eventCounts(configuration))));
  }

  private InvocationResult invoke(FunctionName name, String event) throws InterruptedException {
    LambdaFunction.Target target;
    try {
      target = functions.get(name.name()).target(name, chance());
    } catch (LambdaError e) {
      return new InvocationResult.Throttled(String.valueOf(e.getMessage()));
    }
    try {
      return target.invoke(event, Optional.empty(), LambdaConfig.POLLER_PATIENCE, observer);
    } finally {
      activity.touch();
    }
  }

  /** Decides between the versions of an alias, anew for every invocation. */
  private static double chance() {
    return ThreadLocalRandom.current().nextDouble();
  }

  @Override
  public HttpReply handle(HttpRequest request) {
    try {
      return routes.handle(request);
    } catch (LambdaError e) {
      return e.reply();
    }
  }

  /**
   * Says that something outside came into one of the sources, for example by the gateway: until all
   * of them have been looked at again, no mapping counts as caught up.
   */
  public void noteActivity() {
    activity.touch();
  }

  /** All mappings, by function and source. */
  public List<MappingStatus> mappings() {
    long before = activity.last();
    List<MappingStatus> all =
        mappings.all().stream()
            .map(LambdaService::status)
            .sorted(
                Comparator.comparing(MappingStatus::function)
                    .thenComparing(MappingStatus::eventSourceArn))
            .toList();
    // One look at several sources is only worth something if nothing moved from one to the other
    // meanwhile.
    boolean still = invocations.idle() && activity.last() == before;
    return still ? all : all.stream().map(MappingStatus::moving).toList();
  }

  private static MappingStatus status(EventSourceMapping mapping) {
    ObjectNode configuration = mapping.configuration();
    Optional<MappingDriver> driver = mapping.driver();
    String state = mapping.state();
    // A disabled mapping has nothing to do, whatever its source holds.
    boolean caughtUp =
        driver.map(MappingDriver::caughtUp).orElse(state.equals(EventSourceMapping.DISABLED));
    MappingNumbers.Snapshot numbers =
        driver.map(MappingDriver::numbers).orElseGet(MappingNumbers::none);
    return new MappingStatus(
        mapping.uuid(),
        FunctionName.of(configuration.path("FunctionArn").asText()).name(),
        configuration.path("EventSourceArn").asText(),
        state,
        numbers.batches(),
        numbers.records(),
        numbers.failedBatches(),
        numbers.discardedRecords(),
        numbers.inFlight(),
        caughtUp,
        new MappingStatus.IteratorAge(
            numbers.iteratorAges(),
            numbers.iteratorAgeP50(),
            numbers.iteratorAgeP99(),
            numbers.iteratorAgeMax()),
        numbers.lastResult());
  }

  /** The ARN of a function's role; empty when there is no such function. */
  public Optional<String> roleOf(String function) {
    return functions.find(function).map(LambdaFunction::role);
  }

  /** A function's log file, and the group it is in. */
  public record LogFile(String group, String function, Path file) {}

  /** The log files of all functions. */
  public List<LogFile> logs() {
    return functions.all().stream()
        .map(
            function -> {
              ObjectNode configuration = function.configuration();
              String name = configuration.path("FunctionName").asText();
              String group =
                  configuration
                      .path("LoggingConfig")
                      .path("LogGroup")
                      .asText("/aws/lambda/" + name);
              return new LogFile(group, name, function.pool().logFile());
            })
        .toList();
  }

  /** The operations it has, by AWS's names. */
  public List<String> operations() {
    return LambdaOperation.titles();
  }

  /** All functions, by name. */
  public List<FunctionStatus> functions() {
    return functions.all().stream().map(LambdaService::status).toList();
  }

  private static FunctionStatus status(LambdaFunction function) {
    FunctionMetrics.Snapshot metrics = function.pool().metrics();
    return new FunctionStatus(
        function.configuration().path("FunctionName").asText(),
        function.pool().environments(),
        function.pool().debugPort().orElse(0),
        metrics.invocations(),
        metrics.errors(),
        metrics.throttles(),
        metrics.coldStarts(),
        metrics.initP50(),
        metrics.initP99(),
        metrics.durationP50(),
        metrics.durationP99(),
        function.pool().cpu().toMillis() / 1e3,
        metrics.peakMegabytes());
  }

  /** Stops the pollers, kills every function's process and returns when they are gone. */
  @Override
  public void close() {
    sweeping.cancel(false);
    sweeper.shutdownNow();
    // First the pollers: they must not take the end of the processes for failures of the functions.
    mappings.close();
    invocations.close();
    functions.close();
    clients.close();
  }
}
