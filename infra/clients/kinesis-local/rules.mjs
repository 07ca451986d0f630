// SPDX-License-Identifier: Apache-2.0
// What is asked of both, in this order, on the streams s (3 shards) and t (1 shard); each answer as short text.

const MIDDLE = (2n ** 127n).toString();
const base64 = (text) => Buffer.from(text).toString("base64");
const keys = (object) =>
  Object.keys(object ?? {})
    .filter((key) => object[key] !== null)
    .sort()
    .join(" ");
const shard = (number) => "shardId-" + String(number).padStart(12, "0");
const index = (id) => String(Number(id?.slice(8)));
const outcome = (answer) => answer.error ?? "done";
const texts = (answer) => answer.error ?? answer.Records.map((one) => Buffer.from(one.Data, "base64")).join(" ");
const long = (count) => "x".repeat(count);

async function settled(call, StreamName) {
  for (;;) {
    const answer = await call("DescribeStreamSummary", { StreamName });
    if (answer.error || answer.StreamDescriptionSummary.StreamStatus === "ACTIVE") return;
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function change(call, operation, request) {
  const answer = await call(operation, request);
  await settled(call, request.StreamName);
  return answer;
}

async function from(call, StreamName, ShardId, ShardIteratorType, more = {}) {
  const { ShardIterator, error } = await call("GetShardIterator", { StreamName, ShardId, ShardIteratorType, ...more });
  return error ? { error } : call("GetRecords", { ShardIterator });
}

const put = (call, data, more = {}) =>
  call("PutRecord", { StreamName: "t", PartitionKey: "k", Data: base64(data), ...more });

async function numbers(call) {
  return (await from(call, "t", shard(0), "TRIM_HORIZON")).Records.map((one) => one.SequenceNumber);
}

const shards = async (call, StreamName, more = {}) => {
  const answer = await call("ListShards", { StreamName, ...more });
  return answer.error ?? answer.Shards.map((one) => index(one.ShardId)).join(" ");
};

export const rules = [
  ["CreateStream", (c) => change(c, "CreateStream", { StreamName: "s", ShardCount: 3 }).then(outcome)],
  ["CreateStream, a second", (c) => change(c, "CreateStream", { StreamName: "t", ShardCount: 1 }).then(outcome)],
  ["CreateStream, a name that is taken", (c) => c("CreateStream", { StreamName: "s", ShardCount: 1 }).then(outcome)],
  ["CreateStream, a name with a space", (c) => c("CreateStream", { StreamName: "a b", ShardCount: 1 }).then(outcome)],
  ["CreateStream, no shard", (c) => c("CreateStream", { StreamName: "u", ShardCount: 0 }).then(outcome)],
  ["DescribeStreamSummary, members", async (c) =>
    keys((await c("DescribeStreamSummary", { StreamName: "s" })).StreamDescriptionSummary)],
  ["DescribeStream, members", async (c) => keys((await c("DescribeStream", { StreamName: "s" })).StreamDescription)],
  ["DescribeStream, hash ranges", async (c) =>
    (await c("DescribeStream", { StreamName: "s" })).StreamDescription.Shards.map(
      (one) => one.HashKeyRange.StartingHashKey.slice(0, 6),
    ).join(" ")],
  ["DescribeStream, unknown stream", (c) => c("DescribeStream", { StreamName: "nowhere" }).then(outcome)],
  ["ListStreams, page by page", async (c) => {
    const first = await c("ListStreams", { Limit: 1, ExclusiveStartStreamName: "r" });
    const second = await c("ListStreams", { Limit: 1, ExclusiveStartStreamName: "s" });
    return [first.StreamNames, first.HasMoreStreams, second.StreamNames, second.HasMoreStreams].join(" ");
  }],
  ["ListShards, page by page", async (c) => {
    const first = await c("ListShards", { StreamName: "s", MaxResults: 2 });
    const second = await c("ListShards", { NextToken: first.NextToken });
    return [first, second].map((page) => page.error ?? page.Shards.map((one) => index(one.ShardId))).join(" | ");
  }],
  ["ListShards, name and token together", async (c) => {
    const first = await c("ListShards", { StreamName: "s", MaxResults: 2 });
    return outcome(await c("ListShards", { StreamName: "s", NextToken: first.NextToken }));
  }],
  ["PutRecord, members", (c) => put(c, "one").then(keys)],
  ["PutRecord, shard of a key", async (c) =>
    index((await c("PutRecord", { StreamName: "s", PartitionKey: "k", Data: "" })).ShardId)],
  ["PutRecord, shard of an explicit hash key", async (c) =>
    index((await c("PutRecord", { StreamName: "s", PartitionKey: "k", ExplicitHashKey: MIDDLE, Data: "" })).ShardId)],
  ["PutRecord, explicit hash key 2^128", (c) => put(c, "x", { ExplicitHashKey: (2n ** 128n).toString() }).then(outcome)],
  ["PutRecord, no partition key", (c) => put(c, "x", { PartitionKey: "" }).then(outcome)],
  ["PutRecord, partition key of 257", (c) => put(c, "x", { PartitionKey: long(257) }).then(outcome)],
  ["PutRecord, data over 1 MiB", (c) => put(c, long(1048577)).then(outcome)],
  ["PutRecord, unknown stream", (c) => put(c, "x", { StreamName: "nowhere" }).then(outcome)],
  ["PutRecords, members", async (c) => {
    const Records = ["two", "three"].map((text) => ({ PartitionKey: "k", Data: base64(text) }));
    const answer = await c("PutRecords", { StreamName: "t", Records });
    return `${keys(answer)}, ${keys(answer.Records[0])}, ${answer.FailedRecordCount}`;
  }],
  ["PutRecords, none", (c) => c("PutRecords", { StreamName: "t", Records: [] }).then(outcome)],
  ["PutRecords, 501", (c) =>
    c("PutRecords", { StreamName: "s", Records: Array(501).fill({ PartitionKey: "k", Data: "" }) }).then(outcome)],
  ["Sequence numbers", async (c) => {
    const all = await numbers(c);
    const rising = all.every((one, i) => i === 0 || BigInt(one) > BigInt(all[i - 1]));
    return `${new Set(all.map((one) => one.length)).values().next().value} digits, ${rising ? "rising" : "not rising"}`;
  }],
  ["TRIM_HORIZON", (c) => from(c, "t", shard(0), "TRIM_HORIZON").then(texts)],
  ["LATEST", (c) => from(c, "t", shard(0), "LATEST").then(texts)],
  ["AT_SEQUENCE_NUMBER", async (c) =>
    texts(await from(c, "t", shard(0), "AT_SEQUENCE_NUMBER", { StartingSequenceNumber: (await numbers(c))[1] }))],
  ["AFTER_SEQUENCE_NUMBER", async (c) =>
    texts(await from(c, "t", shard(0), "AFTER_SEQUENCE_NUMBER", { StartingSequenceNumber: (await numbers(c))[1] }))],
  ["AT_SEQUENCE_NUMBER without one", (c) => from(c, "t", shard(0), "AT_SEQUENCE_NUMBER").then(outcome)],
  ["AT_SEQUENCE_NUMBER of no shard", (c) =>
    from(c, "t", shard(0), "AT_SEQUENCE_NUMBER", { StartingSequenceNumber: "12345" }).then(outcome)],
  ["AT_TIMESTAMP, an hour ago", (c) =>
    from(c, "t", shard(0), "AT_TIMESTAMP", { Timestamp: Math.floor(Date.now() / 1000) - 3600 }).then(texts)],
  ["AT_TIMESTAMP without one", (c) => from(c, "t", shard(0), "AT_TIMESTAMP").then(outcome)],
  ["GetShardIterator, unknown type", (c) => from(c, "t", shard(0), "MIDDLE").then(outcome)],
  ["GetShardIterator, unknown shard", (c) => from(c, "t", shard(9), "LATEST").then(outcome)],
  ["GetRecords, members", (c) => from(c, "t", shard(0), "TRIM_HORIZON").then(keys)],
  ["GetRecords, members of a record", async (c) =>
    keys((await from(c, "t", shard(0), "TRIM_HORIZON")).Records[0])],
  ["GetRecords, at the tip", async (c) => `${(await from(c, "t", shard(0), "LATEST")).MillisBehindLatest} ms behind`],
  ["GetRecords, one by one", async (c) => {
    const start = { StreamName: "t", ShardId: shard(0), ShardIteratorType: "TRIM_HORIZON" };
    const first = await c("GetRecords", { ...(await c("GetShardIterator", start)), Limit: 1 });
    return texts(first) + " | " + texts(await c("GetRecords", { ShardIterator: first.NextShardIterator, Limit: 1 }));
  }],
  ["GetRecords, limit 10001", async (c) => {
    const start = { StreamName: "s", ShardId: shard(0), ShardIteratorType: "LATEST" };
    return outcome(await c("GetRecords", { ...(await c("GetShardIterator", start)), Limit: 10001 }));
  }],
  ["GetRecords, no iterator at all", (c) => c("GetRecords", { ShardIterator: "nonsense" }).then(outcome)],
  ["SplitShard", (c) =>
    change(c, "SplitShard", { StreamName: "t", ShardToSplit: shard(0), NewStartingHashKey: MIDDLE }).then(outcome)],
  ["SplitShard, a closed shard", (c) =>
    change(c, "SplitShard", { StreamName: "t", ShardToSplit: shard(0), NewStartingHashKey: MIDDLE }).then(outcome)],
  ["SplitShard, a hash key outside", (c) =>
    change(c, "SplitShard", { StreamName: "t", ShardToSplit: shard(1), NewStartingHashKey: MIDDLE }).then(outcome)],
  ["A closed shard is read to its end", async (c) => {
    const end = await from(c, "t", shard(0), "TRIM_HORIZON");
    const children = end.ChildShards?.map((one) => index(one.ShardId)).join(" ");
    return `${texts(end)} | next: ${end.NextShardIterator ?? "none"} | children: ${children}`;
  }],
  ["ListShards, all", (c) => shards(c, "t")],
  ["ListShards, AT_LATEST", (c) => shards(c, "t", { ShardFilter: { Type: "AT_LATEST" } })],
  ["ListShards, AFTER_SHARD_ID", (c) => shards(c, "t", { ShardFilter: { Type: "AFTER_SHARD_ID", ShardId: shard(1) } })],
  ["MergeShards, not neighbours", (c) =>
    change(c, "MergeShards", { StreamName: "s", ShardToMerge: shard(0), AdjacentShardToMerge: shard(2) }).then(outcome)],
  ["MergeShards", async (c) => {
    const pair = { StreamName: "t", ShardToMerge: shard(1), AdjacentShardToMerge: shard(2) };
    await change(c, "MergeShards", pair);
    const { Shards } = await c("ListShards", { StreamName: "t" });
    return [Shards.at(-1).ParentShardId, Shards.at(-1).AdjacentParentShardId].map(index).join(" ");
  }],
  ["UpdateShardCount, doubled", async (c) => {
    const wanted = { StreamName: "t", TargetShardCount: 2, ScalingType: "UNIFORM_SCALING" };
    const answer = await change(c, "UpdateShardCount", wanted);
    const open = await shards(c, "t", { ShardFilter: { Type: "AT_LATEST" } });
    return `${answer.error ?? `${answer.CurrentShardCount} to ${answer.TargetShardCount}`}, open ${open}`;
  }],
  ["UpdateShardCount, over double", (c) =>
    change(c, "UpdateShardCount", { StreamName: "t", TargetShardCount: 9, ScalingType: "UNIFORM_SCALING" }).then(outcome)],
  ["Retention, 48 hours", (c) =>
    change(c, "IncreaseStreamRetentionPeriod", { StreamName: "t", RetentionPeriodHours: 48 }).then(outcome)],
  ["Retention, below 24 hours", (c) =>
    change(c, "DecreaseStreamRetentionPeriod", { StreamName: "t", RetentionPeriodHours: 1 }).then(outcome)],
  ["Retention, increased to less", (c) =>
    change(c, "IncreaseStreamRetentionPeriod", { StreamName: "t", RetentionPeriodHours: 24 }).then(outcome)],
  ["Tags", async (c) => {
    await c("AddTagsToStream", { StreamName: "t", Tags: { b: "2", a: "1" } });
    await c("RemoveTagsFromStream", { StreamName: "t", TagKeys: ["b"] });
    const { Tags, HasMoreTags } = await c("ListTagsForStream", { StreamName: "t" });
    return `${Tags.map((tag) => `${tag.Key}=${tag.Value}`)} ${HasMoreTags}`;
  }],
  ["DescribeLimits, members", (c) => c("DescribeLimits", {}).then(keys)],
  ["RegisterStreamConsumer", (c) =>
    c("RegisterStreamConsumer", {
      StreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/s",
      ConsumerName: "c",
    }).then(outcome)],
  ["An operation nobody has", (c) => c("MakeCoffee", {}).then(outcome)],
  ["DeleteStream", async (c) => {
    const answers = [await change(c, "DeleteStream", { StreamName: "s", EnforceConsumerDeletion: true })];
    answers.push(await c("DescribeStream", { StreamName: "s" }), await change(c, "DeleteStream", { StreamName: "t" }));
    return answers.map(outcome).join(" ");
  }],
];
