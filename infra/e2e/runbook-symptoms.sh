# SPDX-License-Identifier: Apache-2.0
#
# How the symptom of each runbook comes about on the local cloud, what happens meanwhile (<!-- walk: NAME --> there), and
# what was done here alone undone. Sourced by `runbooks`; every function leaves the cloud as well as it was.

# events NAME COUNT [AGE]: puts as many events onto the stream, of ids NAME-1 and so on, in one record.
events() {
  local time i
  time=$(date -u -d "${3:-now}" +%Y-%m-%dT%H:%M:%SZ)
  for i in $(seq "$2"); do
    printf '{"specversion":"1.0","id":"%s-%s","source":"walk","type":"order","time":"%s","clientip":"192.0.2.10"}' "$1" "$i" "$time"
  done >"$scratch/events"
  aws kinesis put-record --stream-name millrace-events --partition-key walk --data "fileb://$scratch/events" >/dev/null
  echo "$2" >>"$scratch/put"
}

# How many of them were put, and how many records of them stand.
events_put() { awk '{ sum += $1 } END { print sum }' "$scratch/put"; }
events_standing() {
  aws dynamodb scan --table-name millrace-records --filter-expression '#s = :walk' --expression-attribute-names '{"#s":"source"}' \
    --expression-attribute-values '{":walk":{"S":"walk"}}' --select COUNT --query Count
}

mapping() { aws lambda list-event-source-mappings --function-name "millrace-$1:live" --query 'EventSourceMappings[].UUID'; }
settled() { soon '^(Enabled|Disabled)$' aws lambda get-event-source-mapping --uuid "$(mapping "$1")" --query State; }
# set_mapping STAGE OPTION…: while a mapping takes one change it refuses the next.
set_mapping() {
  settled "$1"
  aws lambda update-event-source-mapping --uuid "$(mapping "$1")" "${@:2}" >/dev/null
  settled "$1"
}
live() { aws lambda get-alias --function-name "millrace-$1" --name live --query FunctionVersion; }
point() { aws lambda update-alias --function-name "millrace-$1" --name live --function-version "$2" >/dev/null; }
fault() { ./millrace fault "$@" >/dev/null; }

# by_hand STAGE OPTION…: a version with another configuration behind the alias, which no deployment knows of.
by_hand() {
  aws lambda update-function-configuration --function-name "millrace-$1" "${@:2}" >/dev/null
  point "$1" "$(aws lambda publish-version --function-name "millrace-$1" --query Version)"
}

# environment STAGE [NAME=VALUE]: that of a function, in JSON, with one variable more.
environment() {
  aws lambda get-function-configuration --function-name "millrace-$1" --query Environment --output json |
    python3 -c 'import json, sys
all = json.load(sys.stdin)
all["Variables"].update(one.split("=", 1) for one in sys.argv[1:])
print(json.dumps(all))' "${@:2}"
}

# release NAME SED-SCRIPT: updates the stack to the template, changed; waits until that is over, either way.
release() {
  local bucket
  bucket=$(aws cloudformation describe-stacks --stack-name millrace \
    --query "Stacks[0].Parameters[?ParameterKey=='ArtifactsBucket'].ParameterValue")
  sed "$2" infra/cdk/millrace.template.json >"$scratch/template"
  aws s3 cp --quiet "$scratch/template" "s3://$bucket/releases/$1.template.json"
  aws cloudformation update-stack --stack-name millrace --capabilities CAPABILITY_NAMED_IAM \
    --template-url "$AWS_ENDPOINT_URL/$bucket/releases/$1.template.json" \
    --parameters $(aws cloudformation describe-stacks --stack-name millrace --query 'Stacks[0].Parameters[].ParameterKey' |
      tr '\t' '\n' | sed 's/.*/ParameterKey=&,UsePreviousValue=true/') >/dev/null
  soon '_COMPLETE$' aws cloudformation describe-stacks --stack-name millrace --query 'Stacks[].StackStatus'
}

# Functions have started, and there are records, when a symptom comes.
prepare() {
  events_standing >"$scratch/put"
  events "start-$$" 20
  soon '"exact": *true' ./millrace verify --json
}

symptom_README() { :; }

symptom_throttling() {
  aws lambda put-function-concurrency --function-name millrace-enrich --reserved-concurrent-executions 0 >/dev/null
  events "throttling-$$" 20
}

undo_throttling() { set_mapping resize --scaling-config MaximumConcurrency=8; }

symptom_iterator_age() {
  set_mapping enrich --no-enabled
  soon Disabled aws lambda list-event-source-mappings --function-name millrace-enrich:live --query 'EventSourceMappings[].State'
  events "iterator-age-$$" 20
}
undo_iterator_age() {
  set_mapping enrich --parallelization-factor 1
  aws kinesis decrease-stream-retention-period --stream-name millrace-events --retention-period-hours 24
}

symptom_permission_denied() {
  release denied '/^    "EnrichFunctionRole": {/,/^    },/s/"dynamodb:BatchWriteItem",//'
  events "permission-denied-$$" 20
}

symptom_downstream_outage() {
  set_mapping enrich --maximum-retry-attempts 1
  fault add error --service dynamodb --operation BatchWriteItem --caller millrace-enrich
  events "downstream-outage-$$" 20
  soon shardId aws s3 ls --recursive s3://millrace-failures-000000000000-us-east-1/aws/lambda/
}
downstream_outage_over() {
  fault clear
  set_mapping enrich --maximum-retry-attempts 10
}

# A number of the day that nobody counted.
symptom_aggregate_drift() {
  local day cell
  day=day#$(date -u +%F)
  cell=$(aws dynamodb query --table-name millrace-aggregates --key-condition-expression 'pk = :day and begins_with(sk, :events)' \
    --expression-attribute-values "{\":day\":{\"S\":\"$day\"},\":events\":{\"S\":\"events#order\"}}" --query 'Items[0].sk.S')
  aws dynamodb update-item --table-name millrace-aggregates --key "{\"pk\":{\"S\":\"$day\"},\"sk\":{\"S\":\"$cell\"}}" \
    --update-expression 'ADD #c :one' --expression-attribute-names '{"#c":"c:XX"}' --expression-attribute-values '{":one":{"N":"41"}}'
}

# A handler that is not in the jar. Another description, because a version is immutable.
symptom_bad_deployment() {
  live enrich >"$scratch/good"
  release broken 's/EnrichHandler::handleRequest/NoSuchHandler::handleRequest/; s/, settings [0-9a-f]*,/, settings broken,/'
}
bad_deployment_live() {
  by_hand enrich --handler io.millrace.enrich.NoSuchHandler::handleRequest --description broken
  events "bad-deployment-$$" 20
}
undo_bad_deployment() {
  aws lambda update-function-configuration --function-name millrace-enrich --handler io.millrace.enrich.EnrichHandler::handleRequest \
    --description "$(aws lambda get-function-configuration --function-name millrace-enrich:1 --query Description)" >/dev/null
}

symptom_cost_spike() { set_mapping enrich --batch-size 1; }

# The fifth delivery comes after hours: here the first is the last, and it comes in a second.
symptom_dead_letters() {
  environment resize >"$scratch/environment"
  live resize >"$scratch/version"
  by_hand resize --environment "$(environment resize REDELIVERY_WAIT=PT1S)"
  deliveries 1
  fault add error --service s3 --operation GetObject --caller millrace-resize
  aws s3 cp --quiet infra/samples/src/main/resources/io/millrace/samples/photos/orientation-1.jpg \
    "s3://millrace-uploads-000000000000-us-east-1/walk/$$.jpg"
}
dead_letters_mended() {
  fault clear
  deliveries 5
}
undo_dead_letters() {
  aws lambda update-function-configuration --function-name millrace-resize --environment "$(<"$scratch/environment")" >/dev/null
  point resize "$(<"$scratch/version")"
}
deliveries() {
  aws sqs set-queue-attributes --queue-url "$(aws sqs get-queue-url --queue-name millrace-resize --query QueueUrl)" \
    --attributes "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:millrace-resize-dlq\\\",\\\"maxReceiveCount\\\":\\\"$1\\\"}\"}"
}

# Somebody made enrich reject what is older than a minute; a producer sends what is no event.
symptom_poison_record() {
  environment enrich >"$scratch/environment"
  live enrich >"$scratch/version"
  by_hand enrich --environment "$(environment enrich MAX_LATENESS=PT1M)"
  events "poison-$$" 3 '-10 min'
  printf '{"specversion":"1.0","id":"x","source":"walk"' >"$scratch/events"
  aws kinesis put-record --stream-name millrace-events --partition-key walk --data "fileb://$scratch/events" >/dev/null
}
poison_record_mended() {
  aws lambda update-function-configuration --function-name millrace-enrich --environment "$(<"$scratch/environment")" >/dev/null
  point enrich "$(<"$scratch/version")"
}

# Eight seconds for what takes twenty.
symptom_timeout() {
  live enrich >"$scratch/version"
  by_hand enrich --timeout 8
  fault add latency --service dynamodb --operation BatchWriteItem --caller millrace-enrich --delay 20000
  events "timeout-$$" 20
}
timeout_over() { fault clear; }
undo_timeout() {
  set_mapping enrich --batch-size 100
  aws lambda update-function-configuration --function-name millrace-enrich --timeout 60 >/dev/null
}

# The database of the provider is of forty days ago; then it has a new one.
symptom_geolocation_stale() {
  mkdir -p "$scratch/provider"
  python3 "$here/walk-geolocation.py" "$scratch/provider/city.mmdb" "$(date -d '-40 days' +%s)"
  python3 -m http.server "$provider" --bind 127.0.0.1 --directory "$scratch/provider" >/dev/null 2>&1 &
  serving=$!
  aws lambda invoke --function-name millrace-geolocation-refresh "$scratch/refreshed" >/dev/null
}
geolocation_stale_down() { mv "$scratch/provider/city.mmdb" "$scratch/provider/gone"; }
geolocation_stale_new() { python3 "$here/walk-geolocation.py" "$scratch/provider/city.mmdb" "$(date -d '-1 day' +%s)"; }
