// SPDX-License-Identifier: Apache-2.0
//
// Makes photo-like JPEGs from a seed: smooth and detailed regions, sensor noise, shapes and text, with Exif and GPS. What
// decoding and encoding cost depends on how much detail there is, so each photo has an amount of its own.

import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

/** Width and height by the name of a size. */
const SIZES = { '12mp': [4000, 3000], '2mp': [1632, 1224] };

/** Layers of noise: size of a cell at 4000 pixels of width, and how far it moves the samples. */
const LIGHT = [[900, 0.55], [300, 0.4], [110, 0.28], [40, 0.2]];
const FINE_LIGHT = [[14, 0.15], [5, 0.12], [2.2, 0.1]];
const RED = [[1200, 0.3], [200, 0.15], [30, 0.05]];
const BLUE = [[1000, 0.35], [250, 0.15], [30, 0.05]];
const REGIONS = [[1500, 1.2]];
const SHAPES = 40;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function random(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The sum of layers of smooth noise. */
async function noise(width, height, next, layers) {
  const sum = new Float32Array(width * height);
  for (const [cell, strength] of layers) {
    const size = Math.max(1, (cell * width) / SIZES['12mp'][0]);
    const columns = Math.max(2, Math.ceil(width / size));
    const rows = Math.max(2, Math.ceil(height / size));
    const cells = Buffer.alloc(columns * rows);
    for (let i = 0; i < cells.length; i++) cells[i] = next() * 256;
    const samples = await sharp(cells, { raw: { width: columns, height: rows, channels: 1 } })
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .extractChannel(0)
      .raw()
      .toBuffer();
    for (let i = 0; i < sum.length; i++) sum[i] += (samples[i] - 128) * strength;
  }
  return sum;
}

async function landscape(width, height, next) {
  const detail = 0.5 + 0.9 * next();
  const light = await noise(width, height, next, [...LIGHT, ...FINE_LIGHT.map(([c, s]) => [c, s * detail])]);
  const red = await noise(width, height, next, RED);
  const blue = await noise(width, height, next, BLUE);
  const regions = await noise(width, height, next, REGIONS);
  const horizon = height * (0.3 + 0.3 * next());
  const grain = (2 + 5 * next()) * 1.6;
  const pixels = new Uint8ClampedArray(width * height * 3);
  for (let y = 0, i = 0; y < height; y++) {
    const sky = y < horizon ? 1 - y / horizon : 0;
    const base = y < horizon ? 190 - (60 * y) / horizon : 110;
    for (let x = 0; x < width; x++, i++) {
      const contrast = (regions[i] > 0 ? 1 : 0.35) * (y < horizon ? 0.25 : 1);
      const l = base + light[i] * contrast + (next() + next() + next() - 1.5) * grain;
      pixels[3 * i] = l + red[i] - 10 * sky;
      pixels[3 * i + 1] = l - 0.3 * red[i] - 0.2 * blue[i] + 5 * sky;
      pixels[3 * i + 2] = l + blue[i] + 35 * sky;
    }
  }
  return Buffer.from(pixels.buffer);
}

/** Edges and letters, which show what a reduction does. */
function drawing(width, height, next) {
  const scale = width / SIZES['12mp'][0];
  const shapes = [];
  for (let i = 0; i < SHAPES; i++) {
    const colour = `rgb(${[0, 0, 0].map(() => Math.floor(next() * 256))})`;
    const x = next() * width;
    const y = next() * height;
    const z = (20 + next() * 300) * scale;
    if (i % 3 === 0) {
      shapes.push(`<circle cx="${x}" cy="${y}" r="${z}" fill="${colour}" opacity="${0.3 + 0.7 * next()}"/>`);
    } else if (i % 3 === 1) {
      const line = `M${x} ${y} q ${z} ${-2 * z} ${2 * z} ${z} t ${z} ${1.5 * z}`;
      shapes.push(`<path d="${line}" stroke="${colour}" stroke-width="${1 + next() * 12 * scale}" fill="none"/>`);
    } else {
      const size = Math.max(9, (18 + next() * 120) * scale);
      const turn = `rotate(${Math.floor(next() * 60 - 30)} ${x} ${y})`;
      shapes.push(`<text x="${x}" y="${y}" font-size="${size}" fill="${colour}" transform="${turn}">Photo ${i}</text>`);
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes.join('')}</svg>`;
}

const EXIF = {
  IFD0: { Make: 'Millrace', Model: 'Generated', Software: 'photos.mjs' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 4366/100' },
};

/**
 * Makes those photos that are not there yet.
 *
 * @param folder theirs
 * @param profiles 'none', 'srgb' or 'p3': embedded in the photos, which take turns
 */
export async function photos(folder, size, count, profiles) {
  fs.mkdirSync(folder, { recursive: true });
  const [width, height] = SIZES[size];
  const files = [];
  for (let i = 0; i < count; i++) {
    const profile = profiles[i % profiles.length];
    const quality = 85 + ((i * 3) % 8);
    const file = path.join(folder, `${size}-${String(i).padStart(2, '0')}-${profile}-q${quality}.jpg`);
    files.push({ file, profile });
    if (fs.existsSync(file)) continue;
    const next = random(1000 + i);
    const pixels = await landscape(width, height, next);
    let photo = sharp(pixels, { raw: { width, height, channels: 3 } })
      .composite([{ input: Buffer.from(drawing(width, height, next)) }])
      .withExif(EXIF);
    if (profile !== 'none') photo = photo.withIccProfile(profile);
    await photo.jpeg({ quality, chromaSubsampling: '4:2:0' }).toFile(`${file}.new`);
    fs.renameSync(`${file}.new`, file);
  }
  return files;
}
