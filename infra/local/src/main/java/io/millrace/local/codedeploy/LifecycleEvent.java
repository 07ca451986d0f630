// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

/** A step of a deployment that people see, and how it went; times are epoch milliseconds. */
record LifecycleEvent(String name, String status, long startedAt, long endedAt) {}
