// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The sample database, whose tree has 24-bit records over IPv6, with other trees. */
final class SampleTrees {

  private static final int OLD_NODE = 6;
  private static final int IPV4_DEPTH = 96;

  private SampleTrees() {}

  static byte[] sample() {
    try (InputStream in =
        Objects.requireNonNull(MaxMindPlaces.class.getResourceAsStream("sample.mmdb"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With records of so many bits: 24, 28 or 32. */
  static byte[] withRecords(int bits) {
    byte[] old = sample();
    int nodes = nodes(old);
    int node = bits / 4;
    byte[] fresh = new byte[old.length + nodes * (node - OLD_NODE)];
    for (int i = 0; i < nodes; i++) {
      put(fresh, i, bits, record(old, i, 0), record(old, i, 1));
    }
    System.arraycopy(old, nodes * OLD_NODE, fresh, nodes * node, old.length - nodes * OLD_NODE);
    fresh[behind(fresh, "record_size") + 1] = (byte) bits;
    return fresh;
  }

  /** With a tree of IPv4: the root and the node where IPv4 begins change places. */
  static byte[] ipv4() {
    byte[] tree = sample();
    int start = 0;
    for (int bit = 0; bit < IPV4_DEPTH; bit++) {
      start = (int) record(tree, start, 0);
    }
    put(tree, 0, 24, record(tree, start, 0), record(tree, start, 1));
    tree[behind(tree, "ip_version") + 1] = 4;
    return tree;
  }

  static int nodes(byte[] file) {
    int at = behind(file, "node_count");
    int nodes = 0;
    for (int i = 1; i <= (file[at] & 31); i++) {
      nodes = nodes << 8 | file[at + i] & 0xFF;
    }
    return nodes;
  }

  /** Where the metadata's value of a key begins. */
  static int behind(byte[] file, String key) {
    return new String(file, StandardCharsets.ISO_8859_1).lastIndexOf(key) + key.length();
  }

  private static long record(byte[] file, int node, int side) {
    int at = node * OLD_NODE + 3 * side;
    return (file[at] & 0xFF) << 16 | (file[at + 1] & 0xFF) << 8 | file[at + 2] & 0xFF;
  }

  private static void put(byte[] file, int node, int bits, long left, long right) {
    byte[] both = new byte[bits / 4];
    long shared = bits == 28 ? left >> 24 << 4 | right >> 24 : 0;
    int width = bits / 8;
    for (int i = 0; i < width; i++) {
      both[i] = (byte) (left >> (8 * (width - 1 - i)));
      both[both.length - width + i] = (byte) (right >> (8 * (width - 1 - i)));
    }
    if (bits == 28) {
      both[3] = (byte) shared;
    }
    System.arraycopy(both, 0, file, node * both.length, both.length);
  }
}
