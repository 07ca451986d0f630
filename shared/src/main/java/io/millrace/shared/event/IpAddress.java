// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** IP addresses as events carry them: literals only, never a name to look up. */
public final class IpAddress {

  private static final int IPV4_BYTES = 4;
  private static final int MAX_CHARS = 45;

  private IpAddress() {}

  /** The address of a literal, IPv4 dotted or IPv6; null when it is none. */
  public static @Nullable InetAddress parse(String literal) {
    if (literal.length() > MAX_CHARS) {
      return null;
    }
    int dots = 0;
    boolean colon = false;
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c == ':') {
        colon = true;
      } else if (Character.digit(c, 16) < 0) {
        return null;
      }
    }
    try {
      return colon
          ? Inet6Address.ofLiteral(literal)
          : dots == 3 ? Inet4Address.ofLiteral(literal) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * The network of an address: IPv4 to /24, IPv6 to /48, so that a record names no household.
   * Source: law 9.
   */
  public static String truncated(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == IPV4_BYTES
        ? (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + ".0"
        : group(bytes, 0) + ":" + group(bytes, 2) + ":" + group(bytes, 4) + ":0:0:0:0:0";
  }

  private static String group(byte[] bytes, int at) {
    return Integer.toHexString((bytes[at] & 0xff) << Byte.SIZE | bytes[at + 1] & 0xff);
  }
}
