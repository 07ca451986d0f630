// SPDX-License-Identifier: Apache-2.0
// One call of the Kinesis API in JSON, signed with Signature Version 4.

import { createHash, createHmac } from "node:crypto";

const SCOPE = "us-east-1/kinesis/aws4_request";
const hash = (data) => createHash("sha256").update(data).digest("hex");
const mac = (key, data) => createHmac("sha256", key).update(data).digest();

/** A function (operation, request) that answers with the body, or { error } with the exception's name. */
export function client(endpoint, key, secret) {
  return async (operation, request) => {
    const body = JSON.stringify(request);
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      host: new URL(endpoint).host,
      "x-amz-date": date,
      "x-amz-target": "Kinesis_20131202." + operation,
    };
    const names = Object.keys(headers).join(";");
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    const canonical = ["POST", "/", "", lines.join(""), names, hash(body)].join("\n");
    const scope = `${date.slice(0, 8)}/${SCOPE}`;
    const text = ["AWS4-HMAC-SHA256", date, scope, hash(canonical)].join("\n");
    const signer = scope.split("/").reduce(mac, "AWS4" + secret);
    headers.authorization =
      `AWS4-HMAC-SHA256 Credential=${key}/${scope}, SignedHeaders=${names}, Signature=` +
      createHmac("sha256", signer).update(text).digest("hex");
    const { host, ...sent } = headers;
    let reply, read;
    // A shard takes five reads a second: as an SDK does, wait and ask again.
    for (let attempt = 1; ; attempt++) {
      reply = await fetch(endpoint, { method: "POST", headers: sent, body });
      const answer = await reply.text();
      read = answer ? JSON.parse(answer) : {};
      if (attempt === 20 || !String(read.__type).endsWith("ProvisionedThroughputExceededException")) break;
      await new Promise((done) => setTimeout(done, 250));
    }
    return reply.ok ? read : { error: String(read.__type ?? `HTTP ${reply.status}`).replace(/.*#/, "") };
  };
}
