// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a run is told.
 *
 * @param home the checkout
 * @param work where logs and recordings go
 * @param port of the local clouds
 * @param events of each side, besides its warm-up
 * @param sides to run, a part of {@link Peers#ALL}
 * @param replayThreads numbers of threads to try with the engine alone; the best counts
 */
record Options(
    Path home,
    Path work,
    int port,
    int events,
    List<String> sides,
    List<Integer> replayThreads,
    Optional<Path> json) {

  private static final int DEFAULT_PORT = 4580;
  private static final int DEFAULT_EVENTS = 12_000;
  private static final int MAX_THREADS = 64;
  private static final int WRONG_USAGE = 2;
  private static final String USAGE =
      """
      usage: load-tests/peers/run [--events N] [--json FILE] [--port PORT] [--sides A,B] [--replay-threads N,M]
        --events          of each side, 1000 to 200000, besides a warm-up half as large (default 12000)
        --json            write everything measured to this file too
        --port            of the local clouds (default 4580)
        --sides           of enrich,camel,camel-tuned,sample,whole (default all)
        --replay-threads  that write items in the engine's replay, each number tried (default 2,4)""";

  static Options of(String[] arguments) {
    Path home = Path.of(System.getProperty("millrace.home", ""));
    Options options =
        new Options(
            home,
            home.resolve("load-tests/peers/target/work"),
            DEFAULT_PORT,
            DEFAULT_EVENTS,
            Peers.ALL,
            List.of(2, 4),
            Optional.empty());
    if (arguments.length % 2 != 0) {
      throw usage("");
    }
    for (int i = 0; i < arguments.length; i += 2) {
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--events" ->
          new Options(
              home,
              work,
              port,
              number(name, value, Limits.MIN_EVENTS, Limits.MAX_EVENTS),
              sides,
              replayThreads,
              json);
      case "--json" ->
          new Options(
              home,
              work,
              port,
              events,
              sides,
              replayThreads,
              Optional.of(Path.of(value).toAbsolutePath()));
      case "--port" ->
          new Options(
              home, work, number(name, value, 1, 65_535), events, sides, replayThreads, json);
      case "--sides" -> new Options(home, work, port, events, known(value), replayThreads, json);
      case "--replay-threads" ->
          new Options(
              home,
              work,
              port,
              events,
              sides,
              Arrays.stream(value.split(",", -1))
                  .map(one -> number(name, one, 1, MAX_THREADS))
                  .toList(),
              json);
      default -> throw usage(name + " is no option");
    };
  }

  private static List<String> known(String value) {
    List<String> sides = List.of(value.split(",", -1));
    if (!Peers.ALL.containsAll(sides)) {
      throw usage("--sides " + value + ": there are " + Peers.ALL);
    }
    return sides;
  }

  private static int number(String name, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw usage(name + " takes a number, not " + value);
    }
    throw usage(name + " takes a number from " + least + " to " + most + ", not " + value);
  }

  private static RuntimeException usage(String problem) {
    if (!problem.isEmpty()) {
      System.err.println("peers: " + problem);
    }
    System.err.println(USAGE);
    System.exit(WRONG_USAGE);
    return new IllegalStateException("the process has ended");
  }
}
