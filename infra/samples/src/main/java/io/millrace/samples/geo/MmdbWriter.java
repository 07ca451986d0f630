// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.geo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a MaxMind DB of version 2.0 with IPv6 tree and 24-bit records; the same input makes the
 * same bytes. IPv4 networks lie under {@code ::/96}, where readers look for them. Source: the
 * MaxMind DB file format specification.
 */
final class MmdbWriter {

  private static final int RECORD_BITS = 24;
  private static final int MAX_RECORD = (1 << RECORD_BITS) - 1;
  private static final int SEPARATOR_BYTES = 16;
  private static final int IPV6_BITS = 128;
  private static final byte[] METADATA_MARKER =
      concat(
          new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef},
          "MaxMind.com".getBytes(StandardCharsets.US_ASCII));

  private final String databaseType;
  private final String description;
  private final long buildEpochSeconds;
  private final MmdbData data = new MmdbData();
  private final List<Node> nodes = new ArrayList<>();

  /** A node of the search tree: for each next bit another node, a value or nothing. */
  private static final class Node {
    final @Nullable Branch[] branches = new Branch[2];
  }

  private sealed interface Branch {}

  private record Inner(int node) implements Branch {}

  private record Leaf(int offset) implements Branch {}

  MmdbWriter(String databaseType, String description, long buildEpochSeconds) {
    this.databaseType = databaseType;
    this.description = description;
    this.buildEpochSeconds = buildEpochSeconds;
    nodes.add(new Node());
  }

  /** Adds a network that does not overlap those already added. */
  void put(byte[] address, int prefixLength, Map<String, Object> value) {
    byte[] bits = new byte[IPV6_BITS / Byte.SIZE];
    System.arraycopy(address, 0, bits, bits.length - address.length, address.length);
    int length = prefixLength + (bits.length - address.length) * Byte.SIZE;
    Node node = nodes.getFirst();
    for (int bit = 0; bit < length - 1; bit++) {
      node = child(node, side(bits, bit));
    }
    int last = side(bits, length - 1);
    if (node.branches[last] != null) {
      throw new IllegalArgumentException("a network overlaps one that was added before");
    }
    node.branches[last] = new Leaf(data.put(value));
  }

  byte[] toBytes() {
    byte[] values = data.toBytes();
    if (nodes.size() + SEPARATOR_BYTES + values.length > MAX_RECORD) {
      throw new IllegalStateException(
          nodes.size()
              + " nodes and "
              + values.length
              + " bytes of data do not fit 24-bit records");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Node node : nodes) {
      for (Branch branch : node.branches) {
        int record = record(branch);
        out.write(record >> 16);
        out.write(record >> 8);
        out.write(record);
      }
    }
    out.writeBytes(new byte[SEPARATOR_BYTES]);
    out.writeBytes(values);
    out.writeBytes(METADATA_MARKER);
    out.writeBytes(metadata());
    return out.toByteArray();
  }

  private int record(@Nullable Branch branch) {
    return switch (branch) {
      case null -> nodes.size(); // "nothing here" in the format
      case Inner inner -> inner.node();
      case Leaf leaf -> nodes.size() + SEPARATOR_BYTES + leaf.offset();
    };
  }

  private Node child(Node node, int side) {
    Branch branch = node.branches[side];
    if (branch == null) {
      Node child = new Node();
      node.branches[side] = new Inner(nodes.size());
      nodes.add(child);
      return child;
    }
    if (branch instanceof Inner inner) {
      return nodes.get(inner.node());
    }
    throw new IllegalArgumentException("a network lies in one that was added before");
  }

  private byte[] metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("binary_format_major_version", MmdbData.uint16(2));
    metadata.put("binary_format_minor_version", MmdbData.uint16(0));
    metadata.put("build_epoch", MmdbData.uint64(buildEpochSeconds));
    metadata.put("database_type", databaseType);
    metadata.put("description", Map.of("en", description));
    metadata.put("ip_version", MmdbData.uint16(6));
    metadata.put("languages", List.of("en"));
    metadata.put("node_count", MmdbData.uint32(nodes.size()));
    metadata.put("record_size", MmdbData.uint16(RECORD_BITS));
    MmdbData section = new MmdbData();
    section.put(metadata);
    return section.toBytes();
  }

  private static int side(byte[] bits, int bit) {
    return (bits[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE)) & 1;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }
}
