// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

/**
 * How far a deployment is.
 *
 * @param startedAt epoch milliseconds
 * @param endedAt epoch milliseconds, 0 while it runs
 * @param code of the error, empty without one
 */
record Progress(String status, long startedAt, long endedAt, String code, String message) {}
