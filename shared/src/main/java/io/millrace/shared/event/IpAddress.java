// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** IP addresses as events carry them: literals only, never a name to look up. */
public final class IpAddress {

  private static final int IPV4_BYTES_KEPT = 3;
  private static final int IPV6_BYTES_KEPT = 6;
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
    int kept = bytes.length == 4 ? IPV4_BYTES_KEPT : IPV6_BYTES_KEPT;
    for (int i = kept; i < bytes.length; i++) {
      bytes[i] = 0;
    }
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address has 4 or 16 bytes", e);
    }
  }
}
