// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

/**
 * How large a photo may be, as its header says; checked before a pixel is decoded.
 *
 * @param maxPixels width times height
 * @param maxEdge the longer edge, pixels
 * @param maxDecodeBytes what decoding may take, heap and native memory together, as estimated from
 *     the header: it keeps a legal but greedy layout (16 bits, progressive, one huge strip) from
 *     exhausting the function
 * @param maxScans scans of a progressive JPEG; ordinary ones have about ten, but each costs a pass
 *     over the whole picture
 * @param maxProfileBytes an embedded colour profile, unpacked; a larger one is ignored
 */
record PhotoLimits(
    long maxPixels, int maxEdge, long maxDecodeBytes, int maxScans, int maxProfileBytes) {

  static final PhotoLimits DEFAULT = new PhotoLimits(100_000_000, 65_535, 1L << 30, 64, 4 << 20);
}
