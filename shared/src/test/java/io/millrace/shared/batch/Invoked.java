// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

/** What an invocation answered, and how it counted its inputs. */
public record Invoked<R>(R response, Counts counts) {}
