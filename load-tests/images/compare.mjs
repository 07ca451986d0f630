// SPDX-License-Identifier: Apache-2.0
//
// Our engines and npm sharp over the same photos, by turns; README.md says what is measured. Called by `run`.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import { photos } from './photos.mjs';
import { psnr, reference } from './quality.mjs';

const USAGE =
  'usage: load-tests/images/run [--rounds N] [--photos N] [--sizes 12mp,2mp] [--sides libvips,portable,clone,cascade] [--json FILE]';

/** What is asked of every photo. */
const TASKS = { 'three renditions': [1600, 800, 320], 'one thumbnail': [320] };

/** Least CPU of each way of sharp, as a multiple of ours. */
const TARGETS = {
  'three renditions': { clone: 2.0, cascade: 1.2 },
  'one thumbnail': { clone: 1.0 },
};

const PROFILES = ['srgb', 'none', 'p3'];

/** Least photos of a task: a JVM counts its CPU in steps of 10 ms. */
const LEAST_PHOTOS = 12;

function options() {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: 'string', default: '5' },
        photos: { type: 'string', default: '6' },
        sizes: { type: 'string', default: '12mp,2mp' },
        sides: { type: 'string', default: 'libvips,clone,cascade' },
        json: { type: 'string' },
      },
    });
    return values;
  } catch (e) {
    console.error(`images: ${e.message}\n${USAGE}`);
    process.exit(2);
  }
}

/** A process that does what it is told on standard input, one task after the other. */
class Side {
  constructor(name) {
    this.name = name;
    const ours = name === 'libvips' || name === 'portable';
    const [program, ...rest] = ours
      ? [...JSON.parse(process.env.IMAGES_JAVA), name, process.env.IMAGES_NATIVES]
      : [process.execPath, path.join(import.meta.dirname, 'sharp-side.mjs'), name];
    this.process = spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.answers = readline.createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  async done(task) {
    this.process.stdin.write(`${JSON.stringify(task)}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error(`${this.name} ended`);
    return JSON.parse(value);
  }

  end() {
    this.process.stdin.end();
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The files, again and again, until there are enough. */
function enough(files) {
  const all = [...files];
  while (all.length < LEAST_PHOTOS) all.push(...files);
  return all;
}

/** CPU and wall time of a photo, the median of the rounds; the sides take turns within a round. */
async function measured(sides, files, widths, rounds) {
  const results = new Map(sides.map((side) => [side.name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const side of sides) {
      const result = await side.done({ files: enough(files), widths, format: 'jpeg' });
      // The first round warms up.
      if (round > 0) results.get(side.name).push(result);
    }
  }
  return Object.fromEntries(
    [...results].map(([name, all]) => [
      name,
      {
        cpuMillis: median(all.map((r) => r.cpuMillis / r.photos)),
        millis: median(all.map((r) => r.millis / r.photos)),
        kilobytes: all[0].bytes / all[0].photos / 1024,
        megabytes: Math.max(...all.map((r) => r.megabytes)),
      },
    ]),
  );
}

/** PSNR of every rendition against one made at full quality, the mean over the photos. */
async function quality(sides, files, widths, scratch) {
  const result = {};
  for (const side of sides) {
    const out = fs.mkdtempSync(path.join(scratch, `${side.name}-`));
    await side.done({ files, widths, format: 'jpeg', out });
    const decibels = [];
    for (const [i, file] of files.entries()) {
      for (const width of widths) {
        decibels.push(await psnr(path.join(out, `${i}-${width}.jpeg`), await reference(file, width)));
      }
    }
    result[side.name] = decibels.reduce((a, b) => a + b, 0) / decibels.length;
    fs.rmSync(out, { recursive: true });
  }
  return result;
}

function print(title, figures, decibels, targets) {
  const ours = figures.libvips ?? figures.portable;
  console.log(`\n${title}`);
  console.log('side        CPU ms/photo   photos/s   KB/photo   PSNR dB   most MB   its CPU / ours');
  for (const [name, f] of Object.entries(figures)) {
    const ratio = f.cpuMillis / ours.cpuMillis;
    const target = targets[name];
    const verdict = target === undefined ? '' : ` (aim ${target.toFixed(1)}: ${ratio >= target ? 'held' : 'missed'})`;
    console.log(
      name.padEnd(9) +
        f.cpuMillis.toFixed(1).padStart(15) +
        (1000 / f.millis).toFixed(1).padStart(11) +
        f.kilobytes.toFixed(0).padStart(11) +
        decibels[name].toFixed(2).padStart(10) +
        f.megabytes.toFixed(0).padStart(10) +
        `${ratio.toFixed(2).padStart(17)}${verdict}`,
    );
  }
}

const wanted = options();
const scratch = process.env.IMAGES_SCRATCH;
const report = [];
const sides = wanted.sides.split(',').map((name) => new Side(name));
try {
  for (const size of wanted.sizes.split(',')) {
    console.error(`images: makes ${size} photos that are not there yet`);
    const made = await photos(path.join(scratch, 'photos'), size, Number(wanted.photos), PROFILES);
    for (const profile of PROFILES) {
      const files = made.filter((photo) => photo.profile === profile).map((photo) => photo.file);
      if (files.length === 0) continue;
      for (const [task, widths] of Object.entries(TASKS)) {
        const figures = await measured(sides, files, widths, Number(wanted.rounds));
        const decibels = await quality(sides, files, widths, scratch);
        const title = `${size}, ${profile === 'none' ? 'no profile' : `profile ${profile}`}, ${task}`;
        print(title, figures, decibels, TARGETS[task]);
        report.push({ size, profile, task, figures, psnr: decibels });
      }
    }
  }
} finally {
  sides.forEach((side) => side.end());
}
if (wanted.json) fs.writeFileSync(wanted.json, `${JSON.stringify(report, null, 2)}\n`);
