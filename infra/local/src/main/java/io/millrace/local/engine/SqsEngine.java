// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.millrace.local.LocalCloudConfig;
import io.millrace.local.LocalCloudException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.collection.immutable.Nil$;
import scalikejdbc.ConnectionPool;

/**
 * ElasticMQ in this process: queues and messages in memory, and in a database file as well when a
 * directory is given.
 */
public final class SqsEngine implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ActorSystem actors;
  private final int port;
  private final boolean stored;

  private SqsEngine(ActorSystem actors, int port, boolean stored) {
    this.actors = actors;
    this.port = port;
    this.stored = stored;
  }

  /**
   * Starts the engine and returns when it answers.
   *
   * @param visibleAt the gateway's address, which queue URLs carry
   * @param dataDir where queues and messages are kept; one such engine per process, its connection
   *     pool is global
   */
  public static SqsEngine start(URI visibleAt, Optional<Path> dataDir) {
    ActorSystem actors = ActorSystem.create("sqs", quiet());
    try {
      var builder =
          SQSRestServerBuilder.withActorSystem(actors)
              .withInterface("127.0.0.1")
              .withPort(0)
              .withServerAddress(
                  new NodeAddress("http", visibleAt.getHost(), visibleAt.getPort(), ""))
              .withSQSLimits(StrictSQSLimits$.MODULE$)
              .withAWSRegion(LocalCloudConfig.REGION)
              .withAWSAccountId(LocalCloudConfig.ACCOUNT);
      if (dataDir.isPresent()) {
        ActorRef store = actors.actorOf(store(dataDir.get()), "store");
        ActorRef queues =
            actors.actorOf(
                Props.create(
                    QueueManagerActor.class,
                    new NowProvider(),
                    StrictSQSLimits$.MODULE$,
                    Option.apply(store)),
                "queues");
        Patterns.ask(store, new QueueEvent.Restore(queues), LIMIT)
            .toCompletableFuture()
            .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        builder = builder.withQueueManagerActor(queues).withQueueEventListener(store);
      }
      SQSRestServer server = builder.start();
      int port = server.waitUntilStarted().localAddress().getPort();
      return new SqsEngine(actors, port, dataDir.isPresent());
    } catch (ExecutionException | TimeoutException e) {
      actors.terminate();
      throw new LocalCloudException("SQS could not read its queues back: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      actors.terminate();
      Thread.currentThread().interrupt();
      throw new LocalCloudException("SQS was interrupted while it started", e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    try {
      // not the server's own stop: it grants open long polls a whole minute
      actors.terminate();
      actors.getWhenTerminated().toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new LocalCloudException("SQS could not be stopped: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (stored) {
        ConnectionPool.closeAll(); // releases the database file
      }
    }
  }

  private static Props store(Path directory) {
    String uri = "jdbc:h2:" + directory.resolve("sqs").toAbsolutePath();
    SqlQueuePersistenceConfig config =
        new SqlQueuePersistenceConfig(true, "org.h2.Driver", uri, "", "", false);
    // ElasticMQ opens its pool once per process; a second start must not write to the first one's
    // file
    var settings = ConnectionPool.singleton$default$4();
    var factory = ConnectionPool.singleton$default$5(uri, "", "", settings);
    ConnectionPool.singleton(uri, "", "", settings, factory);
    return Props.create(SqlQueuePersistenceActor.class, config, Nil$.MODULE$);
  }

  private static Config quiet() {
    return ConfigFactory.parseMap(
            Map.of(
                "pekko.loglevel", "OFF",
                "pekko.stdout-loglevel", "OFF",
                "pekko.log-dead-letters", "off",
                "pekko.daemonic", "on",
                "pekko.jvm-shutdown-hooks", "off",
                "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off"))
        .withFallback(ConfigFactory.load());
  }
}
