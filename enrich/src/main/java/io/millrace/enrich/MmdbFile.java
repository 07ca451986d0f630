// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A MaxMind DB in memory: a tree over the bits of addresses, whose leaves lead to values. Read by
 * our own code because the vendor's reader works by reflection, which every start would pay for.
 * Thread-safe. Source: the MaxMind DB file format specification, version 2.0.
 */
final class MmdbFile {

  /** Of a network of which the database says nothing. */
  static final int NOTHING = -1;

  private static final byte[] MARKER =
      "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);

  /** The specification's: what describes the file stands in its last 128 KiB. */
  private static final int MAX_METADATA = 128 * 1024;

  private static final int MAJOR_VERSION = 2;
  private static final int SEPARATOR_BYTES = 16;
  private static final int IPV4_BYTES = 4;

  /** Zeros that stand before an IPv4 address in a tree of IPv6. */
  private static final int BITS_BEFORE_IPV4 = 96;

  /**
   * What the tree says of an address.
   *
   * @param prefixLength bits that the addresses of its network share
   * @param value where the network's value stands, or {@link #NOTHING}
   */
  record Found(int prefixLength, int value) {}

  private final byte[] bytes;
  private final int data;
  private final int nodeBytes;
  private final long nodes;
  private final long ipVersion;
  private final long ipv4Start;
  private final String build;

  /**
   * @throws IOException when the bytes are no MaxMind DB of a known version
   */
  MmdbFile(byte[] bytes) throws IOException {
    this.bytes = bytes;
    int end = markerOf(bytes);
    int metadata = end + MARKER.length;
    long major = 0;
    long recordBits = 0;
    long nodeCount = 0;
    long ip = 0;
    long epoch = 0;
    String type = "";
    MmdbCursor cursor = new MmdbCursor(bytes, metadata, metadata);
    int opened = cursor.openMap();
    for (int left = cursor.size(); left > 0; left--) {
      switch (cursor.text()) {
        case "binary_format_major_version" -> major = cursor.unsigned();
        case "record_size" -> recordBits = cursor.unsigned();
        case "node_count" -> nodeCount = cursor.unsigned();
        case "ip_version" -> ip = cursor.unsigned();
        case "build_epoch" -> epoch = cursor.unsigned();
        case "database_type" -> type = cursor.text();
        default -> cursor.skip();
      }
    }
    cursor.close(opened);
    check("binary_format_major_version", major, major == MAJOR_VERSION, "2");
    check(
        "record_size",
        recordBits,
        recordBits == 24 || recordBits == 28 || recordBits == 32,
        "24, 28 and 32");
    check("ip_version", ip, ip == 4 || ip == 6, "4 and 6");
    this.nodeBytes = (int) recordBits * 2 / Byte.SIZE;
    long most = Math.max(0, end - SEPARATOR_BYTES) / nodeBytes;
    check("node_count", nodeCount, nodeCount <= most, "up to " + most + " in so short a file");
    this.nodes = nodeCount;
    this.ipVersion = ip;
    this.data = (int) nodeCount * nodeBytes + SEPARATOR_BYTES;
    this.build = type + "@" + Instant.ofEpochSecond(epoch);
    long start = 0;
    for (int i = 0; ip == 6 && i < BITS_BEFORE_IPV4 && start < nodes; i++) {
      start = record(start, 0);
    }
    this.ipv4Start = start;
  }

  private static int markerOf(byte[] bytes) throws IOException {
    for (int at = bytes.length - MARKER.length;
        at >= Math.max(0, bytes.length - MAX_METADATA);
        at--) {
      int same = 0;
      while (same < MARKER.length && bytes[at + same] == MARKER[same]) {
        same++;
      }
      if (same == MARKER.length) {
        return at;
      }
    }
    throw new IOException("it is no MaxMind DB: its last " + MAX_METADATA + " bytes describe none");
  }

  private static void check(String field, long value, boolean allowed, String what)
      throws IOException {
    if (!allowed) {
      throw new IOException("its " + field + " is " + value + ", allowed are " + what);
    }
  }

  /** Type and time of the build, such as {@code GeoLite2-City@2026-11-20T12:00:00Z}. */
  String build() {
    return build;
  }

  /**
   * @param address 4 or 16 bytes; a database of IPv4 says nothing of any with 16
   * @throws java.io.UncheckedIOException when the tree is damaged
   */
  Found find(byte[] address) {
    boolean ipv4 = address.length == IPV4_BYTES;
    if (!ipv4 && ipVersion == 4) {
      return new Found(0, NOTHING);
    }
    long record = ipv4 ? ipv4Start : 0;
    int bits = address.length * Byte.SIZE;
    int bit = 0;
    for (; record < nodes && bit < bits; bit++) {
      record = record(record, address[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1);
    }
    if (record == nodes) {
      return new Found(bit, NOTHING);
    }
    long value = data + record - nodes - SEPARATOR_BYTES;
    if (record < nodes || value < data || value >= bytes.length) {
      throw MmdbCursor.damaged("leads from the tree to record " + record, data);
    }
    return new Found(bit, (int) value);
  }

  /** At the value that was found. */
  MmdbCursor at(Found found) {
    return new MmdbCursor(bytes, data, found.value());
  }

  /** The left record of a node, or with 1 the right one. */
  private long record(long node, int side) {
    int at = (int) node * nodeBytes;
    return switch (nodeBytes) {
      case 6 -> uint24(at + 3 * side);
      case 7 ->
          side == 0
              ? (bytes[at + 3] & 0xF0L) << 20 | uint24(at)
              : (bytes[at + 3] & 0x0FL) << 24 | uint24(at + 4);
      default -> (bytes[at + 4 * side] & 0xFFL) << 24 | uint24(at + 4 * side + 1);
    };
  }

  private long uint24(int at) {
    return (bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8 | bytes[at + 2] & 0xFF;
  }
}
