// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

/** What the redrive function is asked: by a person for one object, by the schedule for all. */
public sealed interface RedriveInput permits RedriveRequest, ScheduledRedrive {}
