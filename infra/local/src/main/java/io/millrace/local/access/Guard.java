// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import io.millrace.local.gateway.Backend;
import io.millrace.local.gateway.Call;
import io.millrace.local.gateway.Gatekeeper;
import io.millrace.local.gateway.Service;
import io.millrace.local.http.HttpReply;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Lets through what is rightly signed and granted, and answers the rest. */
public final class Guard implements Gatekeeper {
  /** What makes S3 tell absence from secrecy. */
  private static final Set<String> READS = Set.of("GetObject", "HeadObject");

  private final SignatureCheck signatures;
  private final Authorizer authorizer;
  private final RoleOfFunction roleOf;
  private final Admitted admitted;
  private final Admitted refused;
  private final Function<String, Optional<String>> groupOf;

  /** Serves a call of a known caller, or one that the backend is to refuse. */
  @FunctionalInterface
  public interface Admitted {
    void serve(Call call, Service service, Caller caller, Operation operation, Backend backend)
        throws IOException;
  }

  /** Finds the role of a function. */
  @FunctionalInterface
  public interface RoleOfFunction {
    /** The role's ARN; empty when there is no such function. */
    Optional<String> arn(String function);
  }

  /**
   * @param groupOf the ARN of a CodeDeploy deployment's group: policies name that
   */
  public Guard(
      Keyring keys,
      Authorizer authorizer,
      RoleOfFunction roleOf,
      Function<String, Optional<String>> groupOf,
      InstantSource clock,
      Admitted admitted,
      Admitted refused) {
    this.signatures = new SignatureCheck(keys, clock);
    this.authorizer = authorizer;
    this.roleOf = roleOf;
    this.groupOf = groupOf;
    this.admitted = admitted;
    this.refused = refused;
  }

  @Override
  public void serve(Call call, Service service, Backend backend) throws IOException {
    if (service == Service.MILLRACE) {
      backend.serve(call);
      return;
    }
    Operation operation = Operations.withGroups(Operations.of(service, call), groupOf);
    Caller caller = Caller.UNKNOWN;
    try {
      caller = signatures.verify(call);
      require(caller, needs(caller, operation));
    } catch (Refusal refusal) {
      HttpReply reply = Refusals.reply(refusal, service, call);
      refused.serve(call, service, caller, operation, answered -> answered.reply(reply));
      return;
    }
    if (service == Service.S3 && caller.hasRole() && READS.contains(operation.name())) {
      hideAbsence(call, caller);
    }
    admitted.serve(call, service, caller, operation, backend);
  }

  /** The user may do everything, and the services that do what the user asked for. */
  private void require(Caller caller, List<Need> needs) throws Refusal {
    if (caller.hasRole()) {
      String role =
          roleOf
              .arn(caller.name())
              .orElseThrow(
                  () ->
                      new Refusal(
                          Refusal.Reason.UNKNOWN_KEY,
                          "The security token included in the request is invalid: there is no function "
                              + caller.name()));
      authorizer.require(role, caller.name(), needs);
    }
  }

  /** Pollers find a queue by its name; Lambda knows its URL and needs no permission for that. */
  private static List<Need> needs(Caller caller, Operation operation) {
    return caller.kind() == Caller.Kind.POLLER && operation.name().equals("GetQueueUrl")
        ? List.of()
        : operation.needs();
  }

  /** Who may not list a bucket is not told that a key is missing. [S3 API, GetObject] */
  private void hideAbsence(Call call, Caller caller) {
    Need listing = S3Operations.listing(call);
    call.answerNotFoundWith(
        () -> {
          try {
            require(caller, List.of(listing));
            return Optional.empty();
          } catch (Refusal refusal) {
            return Optional.of(Refusals.reply(refusal, Service.S3, call));
          }
        });
  }
}
