// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Applications with their groups, and deployments; in memory, as stacks bring their groups back.
 * Thread-safe.
 */
final class Deployments {
  /** Older ones are forgotten. */
  private static final int MAX_KEPT = 1_000;

  private static final int ID_LENGTH = 9;

  private final Map<String, Map<String, DeploymentGroup>> groups = new TreeMap<>();
  private final Map<String, LambdaDeployment> deployments = new LinkedHashMap<>();
  private final ArrayDeque<String> order = new ArrayDeque<>();

  synchronized String addApplication(String name) {
    if (groups.putIfAbsent(name, new TreeMap<>()) != null) {
      throw new CodeDeployException(
          "ApplicationAlreadyExistsException", "Application already exists: " + name);
    }
    return UUID.randomUUID().toString();
  }

  synchronized void removeApplication(String name) {
    groups.remove(name);
  }

  synchronized List<String> applications() {
    return List.copyOf(groups.keySet());
  }

  private Map<String, DeploymentGroup> of(String application) {
    Map<String, DeploymentGroup> found = groups.get(application);
    if (found == null) {
      throw new CodeDeployException(
          "ApplicationDoesNotExistException", "No application found for name: " + application);
    }
    return found;
  }

  synchronized List<String> groups(String application) {
    return List.copyOf(of(application).keySet());
  }

  synchronized DeploymentGroup group(String application, String name) {
    DeploymentGroup found = of(application).get(name);
    if (found == null) {
      throw new CodeDeployException(
          "DeploymentGroupDoesNotExistException", "No Deployment Group found for name: " + name);
    }
    return found;
  }

  synchronized String add(DeploymentGroup group) {
    if (of(group.application()).putIfAbsent(group.name(), group) != null) {
      throw new CodeDeployException(
          "DeploymentGroupAlreadyExistsException",
          "Deployment group already exists: " + group.name());
    }
    return UUID.randomUUID().toString();
  }

  synchronized void replace(DeploymentGroup group) {
    of(group.application()).put(group.name(), group);
  }

  synchronized void remove(String application, String name) {
    of(application).remove(name);
  }

  synchronized String add(LambdaDeployment deployment) {
    String id =
        "d-"
            + UUID.randomUUID()
                .toString()
                .replace("-", "")
                .substring(0, ID_LENGTH)
                .toUpperCase(Locale.ROOT);
    deployments.put(id, deployment);
    order.addFirst(id);
    if (order.size() > MAX_KEPT) {
      deployments.remove(order.removeLast());
    }
    return id;
  }

  synchronized Optional<LambdaDeployment> find(String id) {
    return Optional.ofNullable(deployments.get(id));
  }

  synchronized LambdaDeployment get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new CodeDeployException(
                    "DeploymentDoesNotExistException",
                    "The deployment " + id + " could not be found"));
  }

  synchronized SequencedMap<String, LambdaDeployment> latestFirst() {
    SequencedMap<String, LambdaDeployment> all = new LinkedHashMap<>();
    order.forEach(id -> all.put(id, get(id)));
    return all;
  }
}
