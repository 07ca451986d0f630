// SPDX-License-Identifier: Apache-2.0
//
// npm sharp, one way of using it: `clone` as its documentation shows for several sizes, `cascade` as the best we know
// (decode once to the widest, the others from its pixels). Reads tasks from standard input, answers each with a line.

import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import sharp from 'sharp';

const [way] = process.argv.slice(2);
const QUALITY = 80;

// As the other side: one native thread, and no photo remembered.
sharp.concurrency(1);
sharp.cache(false);

const encoded = (image, format) => (format === 'webp' ? image.webp({ quality: QUALITY }) : image.jpeg({ quality: QUALITY })).toBuffer();

/** The long edges of these photos are their widths. */
async function rendered(photo, widths, format) {
  const base = sharp(photo).autoOrient();
  if (way === 'clone' || widths.length === 1) {
    const renditions = [];
    for (const width of widths) renditions.push(await encoded(base.clone().resize(width), format));
    return renditions;
  }
  const { data, info } = await base.resize(widths[0]).raw().toBuffer({ resolveWithObject: true });
  const widest = () => sharp(data, { raw: info });
  const renditions = [await encoded(widest(), format)];
  for (const width of widths.slice(1)) renditions.push(await encoded(widest().resize(width), format));
  return renditions;
}

/** { files, widths, format, out? } → { photos, cpuMillis, millis, bytes, megabytes } */
async function task({ files, widths, format, out }) {
  const photos = files.map((file) => fs.readFileSync(file));
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  let bytes = 0;
  for (const [i, photo] of photos.entries()) {
    const renditions = await rendered(photo, widths, format);
    for (const rendition of renditions) bytes += rendition.length;
    if (out) {
      renditions.forEach((rendition, k) => fs.writeFileSync(path.join(out, `${i}-${widths[k]}.${format}`), rendition));
    }
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    photos: photos.length,
    cpuMillis: (user + system) / 1000,
    millis: Number(process.hrtime.bigint() - start) / 1e6,
    bytes,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await task(JSON.parse(line))));
}
