# SPDX-License-Identifier: Apache-2.0
#
# Every Kinesis operation; aws-apis sources it.

stream=aws-apis
on="--stream-name $stream"
first=shardId-000000000000
second=shardId-000000000001
third=shardId-000000000002
middle=170141183460469231731687303715884105728

begin "kinesis: streams are created, described and listed"
succeeds kinesis create-stream $on --shard-count 1
refuses 'ResourceInUseException.*Stream aws-apis under account 000000000000 already exists' \
  kinesis create-stream $on --shard-count 1
shows 'ACTIVE' kinesis describe-stream $on --query 'StreamDescription.StreamStatus'
shows 'PROVISIONED[[:space:]]+1[[:space:]]+24$' kinesis describe-stream-summary $on \
  --query 'StreamDescriptionSummary.[StreamModeDetails.StreamMode,OpenShardCount,RetentionPeriodHours]'
shows "$stream" kinesis list-streams --query 'StreamNames'
refuses 'ResourceNotFoundException.*Stream nowhere under account 000000000000 not found' \
  kinesis describe-stream-summary --stream-name nowhere
shows '^20000[[:space:]]+[1-9]' kinesis describe-limits --query '[ShardLimit,OpenShardCount]'

begin "kinesis: tags"
succeeds kinesis add-tags-to-stream $on --tags kind=walk,owner=nobody
shows '^kind[[:space:]]+owner$' kinesis list-tags-for-stream $on --query 'Tags[].Key'
succeeds kinesis remove-tags-from-stream $on --tag-keys owner
shows '^kind$' kinesis list-tags-for-stream $on --query 'Tags[].Key'

begin "kinesis: records are put, one and many"
printf one >"$scratch/one"
succeeds kinesis put-record $on --partition-key k --data "fileb://$scratch/one" --query SequenceNumber
one=$(cat "$scratch/answer")
[ ${#one} -eq 56 ]
printf '[{"PartitionKey":"k","Data":"two"},{"PartitionKey":"l","ExplicitHashKey":"0","Data":"three"}]' >"$scratch/records"
shows "^0[[:space:]]+$first[[:space:]]+$first$" kinesis put-records $on $raw --records "file://$scratch/records" \
  --query '[FailedRecordCount,Records[0].ShardId,Records[1].ShardId]'
refuses 'InvalidArgumentException.*ExplicitHashKey' \
  kinesis put-record $on --partition-key k --explicit-hash-key x --data "fileb://$scratch/one"
refuses 'ResourceNotFoundException' kinesis put-record --stream-name nowhere --partition-key k --data "fileb://$scratch/one"

begin "kinesis: iterators of every kind"
# reads PATTERN TYPE…: what is read from there.
reads() {
  local pattern=$1
  shift
  succeeds kinesis get-shard-iterator $on --shard-id "$first" --query ShardIterator --shard-iterator-type "$@" || return 1
  shows "$pattern" kinesis get-records --shard-iterator "$(cat "$scratch/answer")" --query 'join(`,`, Records[].Data)'
}
reads '^b25l,dHdv,dGhyZWU=$' TRIM_HORIZON
reads '^b25l,dHdv,dGhyZWU=$' AT_SEQUENCE_NUMBER --starting-sequence-number "$one"
reads '^dHdv,dGhyZWU=$' AFTER_SEQUENCE_NUMBER --starting-sequence-number "$one"
reads '^b25l,dHdv,dGhyZWU=$' AT_TIMESTAMP --timestamp 2020-01-01T00:00:00Z
reads '^$' LATEST
refuses 'InvalidArgumentException' \
  kinesis get-shard-iterator $on --shard-id "$first" --shard-iterator-type AT_SEQUENCE_NUMBER
refuses 'ResourceNotFoundException.*shardId-000000000009' \
  kinesis get-shard-iterator $on --shard-id shardId-000000000009 --shard-iterator-type LATEST
refuses 'InvalidArgumentException' kinesis get-records --shard-iterator nonsense
refuses 'ValidationException.*imit' kinesis get-records --shard-iterator nonsense --limit 10001

begin "kinesis: resharding"
refuses 'InvalidArgumentException.*NewStartingHashKey' \
  kinesis split-shard $on --shard-to-split "$first" --new-starting-hash-key 0
succeeds kinesis split-shard $on --shard-to-split "$first" --new-starting-hash-key "$middle"
shows "^$second[[:space:]]+$third$" kinesis list-shards $on --shard-filter Type=AT_LATEST --query 'Shards[].ShardId'
refuses 'ResourceInUseException.*already been merged or split' \
  kinesis split-shard $on --shard-to-split "$first" --new-starting-hash-key "$middle"
succeeds kinesis merge-shards $on --shard-to-merge "$second" --adjacent-shard-to-merge "$third"
shows "^$second[[:space:]]+$third$" kinesis list-shards $on --shard-filter Type=AT_LATEST \
  --query 'Shards[].[ParentShardId,AdjacentParentShardId]'
shows '^1[[:space:]]+2$' kinesis update-shard-count $on --target-shard-count 2 --scaling-type UNIFORM_SCALING \
  --query '[CurrentShardCount,TargetShardCount]'
refuses 'cannot scale up over double' kinesis update-shard-count $on --target-shard-count 9 --scaling-type UNIFORM_SCALING

begin "kinesis: retention"
succeeds kinesis increase-stream-retention-period $on --retention-period-hours 48
refuses 'InvalidArgumentException.*Minimum allowed retention period is 24 hours' \
  kinesis decrease-stream-retention-period $on --retention-period-hours 1
succeeds kinesis decrease-stream-retention-period $on --retention-period-hours 24

begin "kinesis: what is not here is refused by name"
refuses 'enhanced fan-out' kinesis register-stream-consumer --consumer-name c \
  --stream-arn "arn:aws:kinesis:us-east-1:000000000000:stream/$stream"
refuses 'StartStreamEncryption' kinesis start-stream-encryption $on --encryption-type KMS --key-id k
