// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

/** Why a database was not taken; the one in use stays. */
enum Problem {
  /** No connection, or it broke off, or more came than is allowed. */
  DOWNLOAD,
  /** The time for all requests together was over. */
  TOO_SLOW,
  /** The provider does not know the account or its key (401, 403). */
  REFUSED,
  /** Any other answer than the file. */
  ANSWER,
  /** A redirect that is not followed: too many, without TLS, or to nowhere. */
  REDIRECT,
  /** The file is not the one that the provider's checksum is of. */
  CHECKSUM,
  /** No database can be unpacked, or it would be too large. */
  ARCHIVE,
  /** MaxMind's reader can't open it, or knows nothing of the address that must be known. */
  DATABASE,
  /** Another type of database than the one in use, from the same address. */
  TYPE,
  /** Built before the one in use. */
  OLDER
}
