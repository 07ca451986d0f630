// SPDX-License-Identifier: Apache-2.0
// Sends the same requests to the local cloud and to kinesis-local and prints how the answers compare.

import { client } from "./client.mjs";
import { differences } from "./differences.mjs";
import { rules } from "./rules.mjs";

const [ours, theirs] = process.argv.slice(2);
const clients = [client(ours, "millrace", "millrace-local"), client(theirs, "any", "any")];
const cell = (text) => String(text).replaceAll("|", "\\|");

/** What a client makes of a rule; an answer it cannot read is an answer as well. */
async function answer(check, call) {
  try {
    return await check(call);
  } catch (error) {
    return `unreadable: ${error.message}`;
  }
}

let same = 0;
const unexplained = [];
console.log("| rule | ours | kinesis-local | same? |\n|---|---|---|---|");
for (const [rule, check] of rules) {
  const [here, there] = await Promise.all(clients.map((call) => answer(check, call)));
  const equal = here === there;
  if (equal) same++;
  // An explanation of what is the same is as wrong as none of what is not.
  if (equal === Boolean(differences[rule])) unexplained.push(rule);
  const verdict = equal ? "yes" : `no: ${differences[rule] ?? "not explained"}`;
  console.log(`| ${[rule, here, there, verdict].map(cell).join(" | ")} |`);
}
console.error(`compare-kinesis: ${same} of ${rules.length} answers are the same, ${rules.length - same} are not`);
unexplained.forEach((rule) => console.error(`compare-kinesis: not explained, or no difference any more: ${rule}`));
process.exitCode = unexplained.length === 0 ? 0 : 1;
