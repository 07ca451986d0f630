// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Samples of a JVM's CPU time by the Flight Recorder, to tell what part of a process polls and what
 * part processes. Source: JEP 509.
 */
final class Profile {
  private static final String NAME = "peers";
  private static final String SAMPLE = "jdk.CPUTimeSample";

  /** What starts a thread lies at the end of the stack, behind the SDK's many frames. */
  private static final int STACK_DEPTH = 400;

  private static final int COMMAND_SECONDS = 30;

  private final long pid;
  private final Path file;

  private Profile(long pid, Path file) {
    this.pid = pid;
    this.file = file;
  }

  /** Starts to sample. */
  static Profile start(long pid, Path file) {
    jcmd(pid, "JFR.configure", "stackdepth=" + STACK_DEPTH);
    jcmd(
        pid,
        "JFR.start",
        "name=" + NAME,
        "settings=none",
        "+" + SAMPLE + "#enabled=true",
        "+" + SAMPLE + "#throttle=10ms");
    return new Profile(pid, file);
  }

  /** Stops, and leaves the recording in its file. */
  Profile stop() {
    jcmd(pid, "JFR.stop", "name=" + NAME, "filename=" + file.toAbsolutePath());
    return this;
  }

  /**
   * The part of the samples, from 0 to 1, whose stack is such. Samples without a stack (compiler,
   * garbage collector) are shared out in proportion.
   */
  double share(Predicate<List<RecordedFrame>> such) {
    long all = 0;
    long some = 0;
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
          all++;
          if (such.test(event.getStackTrace().getFrames())) {
            some++;
          }
        }
      }
    } catch (IOException e) {
      throw new PeersException("the recording " + file + " can't be read", e);
    }
    if (all == 0) {
      throw new PeersException("the recording " + file + " has no samples");
    }
    return (double) some / all;
  }

  /** Whether a frame lies in a package. */
  static boolean within(List<RecordedFrame> frames, String prefix) {
    return frames.stream()
        .anyMatch(frame -> frame.getMethod().getType().getName().startsWith(prefix));
  }

  /** Whether a frame is a method. */
  static boolean calls(List<RecordedFrame> frames, String type, String method) {
    return frames.stream()
        .anyMatch(
            frame ->
                frame.getMethod().getType().getName().equals(type)
                    && frame.getMethod().getName().equals(method));
  }

  private static void jcmd(long pid, String... words) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> command = new ArrayList<>(List.of(jcmd.toString(), Long.toString(pid)));
    command.addAll(List.of(words));
    try {
      Path answer = Files.createTempFile("peers", ".jcmd");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(answer.toFile())
              .start();
      if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new PeersException(command + " failed: " + Files.readString(answer));
      }
      Files.delete(answer);
    } catch (IOException e) {
      throw new PeersException(command + " can't be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeersException("interrupted", e);
    }
  }
}
