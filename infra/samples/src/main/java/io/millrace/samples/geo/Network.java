// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.geo;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;

/**
 * A network of the documentation ranges and the place it is said to be at.
 *
 * @param address first address, 4 or 16 bytes
 * @param prefixLength bits of it that are the network's
 * @param asn autonomous system number, of RFC 5398's documentation range
 */
public record Network(byte[] address, int prefixLength, Place place, long asn) {

  /** Whose the autonomous system is: nobody's, as the number is for documentation. */
  public String organization() {
    return "Example Carrier " + asn;
  }

  /** Any address of the network, in its canonical text form. */
  public String anyAddress(Random random) {
    byte[] any = address.clone();
    for (int bit = prefixLength; bit < any.length * Byte.SIZE; bit++) {
      if (random.nextBoolean()) {
        any[bit / Byte.SIZE] |= (byte) (0x80 >> (bit % Byte.SIZE));
      }
    }
    try {
      return InetAddress.getByAddress(any).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes, not " + any.length, e);
    }
  }
}
