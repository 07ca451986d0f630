// SPDX-License-Identifier: Apache-2.0
// Who is right by the documentation of AWS where the two differ, and its page; a difference that is not explained is a
// failure.

const constraint = (page) => `ours: a member breaks its constraint (${page}); see Constraints`;
const optional = (page, members) => `both: ${members} may be missing (${page})`;

export const differences = {
  "CreateStream, a name with a space": constraint("API_CreateStream, StreamName, pattern"),
  "CreateStream, no shard": constraint("API_CreateStream, ShardCount, minimum 1"),
  "PutRecord, members": optional("API_PutRecord", "EncryptionType"),
  "PutRecord, no partition key": constraint("API_PutRecord, PartitionKey, length 1 to 256"),
  "PutRecord, partition key of 257": constraint("API_PutRecord, PartitionKey, length 1 to 256"),
  "PutRecord, data over 1 MiB": constraint("API_PutRecord, Data, length"),
  "PutRecords, members": optional("API_PutRecords", "EncryptionType"),
  "PutRecords, none": "ours: a request has 1 to 500 records (API_PutRecords)",
  "PutRecords, 501": "ours: a request has 1 to 500 records (API_PutRecords)",
  "AT_SEQUENCE_NUMBER of no shard":
    "ours: the number is an invalid argument, no resource is missing (API_GetShardIterator, Errors)",
  "GetShardIterator, unknown type": constraint("API_GetShardIterator, ShardIteratorType, valid values"),
  "GetRecords, members of a record": optional("API_Record", "EncryptionType"),
  "GetRecords, limit 10001": constraint("API_GetRecords, Limit, 1 to 10,000"),
  "GetRecords, no iterator at all": "ours: an argument that is not valid (API_GetRecords, Errors)",
  RegisterStreamConsumer: "theirs: enhanced fan-out is refused by name in the local cloud",
  "An operation nobody has": "ours: nobody was denied access; the name is unknown",
};
