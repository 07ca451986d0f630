// SPDX-License-Identifier: Apache-2.0
//
// How near a rendition is to the photo reduced with no shortcut: all pixels decoded, Lanczos, sRGB, nothing lost to coding.

import sharp from 'sharp';

const known = new Map();

/** Samples of a photo at this width, red, green and blue. */
export async function reference(file, width) {
  const key = `${file} ${width}`;
  if (!known.has(key)) {
    const { data } = await sharp(file)
      .autoOrient()
      .resize(width, null, { kernel: 'lanczos3', fastShrinkOnLoad: false })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    known.set(key, data);
  }
  return known.get(key);
}

/** Peak signal to noise in decibels; the more, the nearer. */
export async function psnr(file, wanted) {
  const seen = await sharp(file).raw().toBuffer();
  if (seen.length !== wanted.length) {
    throw new Error(`${file}: ${seen.length} samples, the reference has ${wanted.length}`);
  }
  let squares = 0;
  for (let i = 0; i < seen.length; i++) squares += (seen[i] - wanted[i]) ** 2;
  return 10 * Math.log10((255 * 255 * seen.length) / squares);
}
