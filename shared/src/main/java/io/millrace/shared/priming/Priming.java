// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.priming;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Works off one event before Lambda takes a function's snapshot, so that the classes are loaded and
 * warm in every environment that starts from it. A second handler does that: its clients answer
 * themselves, with credentials that are none, and its report is not written ({@link #underWay()}).
 * So nothing outside changes, and what the snapshot keeps of it is code.
 *
 * <p>Source: AWS Lambda Developer Guide, "Lambda SnapStart runtime hooks for Java".
 */
public final class Priming implements Resource {

  private static final String INITIALIZATION = "AWS_LAMBDA_INITIALIZATION_TYPE";
  private static final String SNAP_START = "snap-start";

  private static final ScopedValue<Boolean> UNDER_WAY = ScopedValue.newInstance();

  /** Lambda's context refers weakly to what is registered. */
  private static final List<Priming> KEPT = new ArrayList<>();

  private final Supplier<RequestStreamHandler> handler;
  private final Supplier<String> event;

  Priming(Supplier<RequestStreamHandler> handler, Supplier<String> event) {
    this.handler = handler;
    this.event = event;
  }

  /**
   * Has an event worked off before the snapshot; nothing at all where there will be none.
   *
   * @param env of the function
   * @param event as its source would send it, of any time
   * @param handler made once priming is under way, with clients of its own
   */
  public static void beforeSnapshot(
      Map<String, String> env, Supplier<String> event, Supplier<RequestStreamHandler> handler) {
    if (SNAP_START.equals(env.get(INITIALIZATION))) {
      Priming priming = new Priming(handler, event);
      Core.getGlobalContext().register(priming);
      KEPT.add(priming);
    }
  }

  /** Whether what is made now is for priming, and must have no effect. */
  public static boolean underWay() {
    return UNDER_WAY.isBound();
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
    run();
  }

  /**
   * @throws IOException when the event is none of the function's
   */
  void run() throws IOException {
    ScopedValue.where(UNDER_WAY, true)
        .call(
            () -> {
              handler
                  .get()
                  .handleRequest(
                      new ByteArrayInputStream(event.get().getBytes(StandardCharsets.UTF_8)),
                      OutputStream.nullOutputStream(),
                      new PrimingContext());
              return true;
            });
  }

  /** Nothing is kept that environments must not share. */
  @Override
  public void afterRestore(Context<? extends Resource> context) {}
}
