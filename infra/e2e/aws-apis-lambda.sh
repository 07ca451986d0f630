# SPDX-License-Identifier: Apache-2.0
#
# Every Lambda operation, on a function made here; aws-apis sources it after the Kinesis part, whose stream it reads.

function=aws-apis
of="--function-name $function"
arn=arn:aws:lambda:us-east-1:000000000000:function:$function
role=arn:aws:iam::000000000000:role/aws-apis
source=arn:aws:kinesis:us-east-1:000000000000:stream/$stream

begin "lambda: a function is created from a jar"
jdk=$(sh "$home/.mvn/jdk.sh")
mkdir "$scratch/classes"
cat >"$scratch/Walk.java" <<'JAVA'
public class Walk {
  public java.util.Map<String, Object> handle(java.util.Map<String, Object> event) {
    System.out.println("Walk saw " + event.keySet());
    if (event.containsKey("fail")) {
      throw new IllegalStateException("told to fail");
    }
    return java.util.Map.of("greeting", System.getenv("GREETING"));
  }
}
JAVA
"$jdk/bin/javac" -d "$scratch/classes" "$scratch/Walk.java"
"$jdk/bin/jar" --create --file "$scratch/walk.jar" -C "$scratch/classes" .
created="$of --role $role --runtime java25 --handler Walk::handle --zip-file fileb://$scratch/walk.jar"
refuses 'InvalidParameterValueException.*[Rr]untime' lambda create-function ${created/java25/cobol}
shows '^Active[[:space:]]+256$' lambda create-function $created --memory-size 256 --timeout 20 --tags kind=walk \
  --environment 'Variables={GREETING=hello}' --query '[State,MemorySize]'
refuses "ResourceConflictException.*Function already exist: $function" lambda create-function $created
shows "$function" lambda list-functions --query 'Functions[].FunctionName'
shows "^Walk::handle[[:space:]]+walk$" lambda get-function $of --query '[Configuration.Handler,Tags.kind]'
shows '^walk$' lambda list-tags --resource "$arn" --query 'Tags.kind'
refuses "ResourceNotFoundException.*Function not found: ${arn%$function}nowhere" lambda get-function --function-name nowhere

begin "lambda: invocations of every type"
shows '^200[[:space:]]' lambda invoke $of $raw --payload '{"a":1}' --log-type Tail --query '[StatusCode,LogResult]' \
  "$scratch/result"
awk '{print $2}' "$scratch/answer" | base64 -d >"$scratch/tail"
shows 'Walk saw \[a\]' cat "$scratch/tail"
shows 'REPORT RequestId' cat "$scratch/tail"
shows '"greeting":"hello"' cat "$scratch/result"
shows '^Unhandled$' lambda invoke $of $raw --payload '{"fail":1}' --query FunctionError "$scratch/result"
shows 'told to fail' cat "$scratch/result"
shows '^202$' lambda invoke $of $raw --payload '{"later":1}' --invocation-type Event --query StatusCode "$scratch/result"
shows '^204$' lambda invoke $of --invocation-type DryRun --query StatusCode "$scratch/result"
refuses 'InvalidRequestContentException' lambda invoke $of $raw --payload '{' "$scratch/result"

begin "lambda: configuration and code change"
shows '^hi$' lambda update-function-configuration $of --environment 'Variables={GREETING=hi}' \
  --query 'Environment.Variables.GREETING'
shows '^256[[:space:]]+20$' lambda get-function-configuration $of --query '[MemorySize,Timeout]'
refuses 'ValidationException.*timeout.*less than or equal to 900' lambda update-function-configuration $of --timeout 901
refuses 'reserved keys.*AWS_REGION' lambda update-function-configuration $of --environment 'Variables={AWS_REGION=x}'
shows '^Successful$' lambda update-function-code $of --zip-file "fileb://$scratch/walk.jar" --query LastUpdateStatus
succeeds lambda invoke $of $raw --payload '{}' "$scratch/result"
shows '"greeting":"hi"' cat "$scratch/result"

begin "lambda: versions and aliases"
shows '^1$' lambda publish-version $of --description first --query Version
shows '^1$' lambda publish-version $of --query Version
refuses 'different from current CodeSHA256' lambda publish-version $of --code-sha256 other
succeeds lambda update-function-configuration $of --environment 'Variables={GREETING=new}'
shows '^2$' lambda publish-version $of --query Version
shows "^first[[:space:]]+$arn:1$" lambda list-versions-by-function $of --query 'Versions[?Version==`1`].[Description,FunctionArn]'
refuses "Function not found: $arn:7" lambda create-alias $of --name live --function-version 7
shows "^$arn:live$" lambda create-alias $of --name live --function-version 1 --query AliasArn
shows '^1$' lambda invoke $of --qualifier live $raw --payload '{}' --query ExecutedVersion "$scratch/result"
shows '"greeting":"hi"' cat "$scratch/result"
shows '^0\.5$' lambda update-alias $of --name live --routing-config 'AdditionalVersionWeights={2=0.5}' \
  --query 'RoutingConfig.AdditionalVersionWeights."2"'
shows '^1$' lambda get-alias $of --name live --query FunctionVersion
shows '^live$' lambda list-aliases $of --function-version 2 --query 'Aliases[].Name'

begin "codedeploy: a deployment moves the alias"
deploy() { command aws --endpoint-url "$AWS_ENDPOINT_URL" deploy "$@"; }
succeeds deploy create-application --application-name walk --compute-platform Lambda
succeeds deploy create-deployment-group --application-name walk --deployment-group-name walk --service-role-arn "$role" \
  --deployment-config-name CodeDeployDefault.LambdaAllAtOnce
succeeds lambda update-alias $of --name live --routing-config 'AdditionalVersionWeights={}'
spec='{\"version\":0.0,\"Resources\":[{\"f\":{\"Type\":\"AWS::Lambda::Function\",\"Properties\":{\"Name\":\"'$function'\",'
spec+='\"Alias\":\"live\",\"CurrentVersion\":\"1\",\"TargetVersion\":\"2\"}}}]}'
shows '^d-[0-9A-F]+$' deploy create-deployment --application-name walk --deployment-group-name walk --query deploymentId \
  --revision '{"revisionType":"AppSpecContent","appSpecContent":{"content":"'"$spec"'"}}'
id=$(cat "$scratch/answer")
soon '^Succeeded[[:space:]]+AppSpecContent$' deploy get-deployment --deployment-id "$id" \
  --query 'deploymentInfo.[status,revision.revisionType]'
shows "^$id$" deploy list-deployments --application-name walk --deployment-group-name walk --query 'deployments'
shows '^2$' lambda get-alias $of --name live --query FunctionVersion
refuses 'InvalidLifecycleEventHookExecutionIdException' deploy put-lifecycle-event-hook-execution-status \
  --deployment-id "$id" --lifecycle-event-hook-execution-id none --status Succeeded
refuses 'DeploymentDoesNotExistException' deploy get-deployment --deployment-id d-NOWHERE
succeeds lambda delete-alias $of --name live

begin "lambda: concurrency"
shows '^0$' lambda put-function-concurrency $of --reserved-concurrent-executions 0
refuses 'TooManyRequestsException' lambda invoke $of $raw --payload '{}' "$scratch/result"
shows '^0$' lambda get-function-concurrency $of
succeeds lambda delete-function-concurrency $of

begin "lambda: configuration of asynchronous invocations"
refuses "ResourceNotFoundException.*doesn't have an EventInvokeConfig" lambda get-function-event-invoke-config $of
shows '^1$' lambda put-function-event-invoke-config $of --maximum-retry-attempts 1 --query MaximumRetryAttempts
shows '^60[[:space:]]+1$' lambda update-function-event-invoke-config $of --maximum-event-age-in-seconds 60 \
  --query '[MaximumEventAgeInSeconds,MaximumRetryAttempts]'
shows '^60$' lambda get-function-event-invoke-config $of --query MaximumEventAgeInSeconds
refuses 'less than or equal to 2' lambda put-function-event-invoke-config $of --maximum-retry-attempts 3
succeeds lambda delete-function-event-invoke-config $of

begin "lambda: a mapping is created, enabled, changed, disabled, deleted"
mapping="$of --event-source-arn $source"
refuses "startingPosition.*Member must not be null" lambda create-event-source-mapping $mapping
refuses 'batchSize.*less than or equal to 10000' \
  lambda create-event-source-mapping $mapping --starting-position TRIM_HORIZON --batch-size 10001
refuses 'Function does not exist' lambda create-event-source-mapping --function-name nowhere \
  --event-source-arn "$source" --starting-position TRIM_HORIZON
refuses 'Unrecognized event source' lambda create-event-source-mapping $of --starting-position LATEST \
  --event-source-arn arn:aws:kafka:us-east-1:000000000000:cluster/c/1
shows '^Creating[[:space:]]+100[[:space:]]' lambda create-event-source-mapping $mapping --starting-position TRIM_HORIZON \
  --query '[State,BatchSize,UUID]'
uuid=$(awk '{print $3}' "$scratch/answer")
soon '^Enabled$' lambda get-event-source-mapping --uuid "$uuid" --query State
refuses 'ResourceConflictException' lambda create-event-source-mapping $mapping --starting-position LATEST
shows "^$uuid$" lambda list-event-source-mappings $of --query 'EventSourceMappings[].UUID'
soon '^OK$' lambda get-event-source-mapping --uuid "$uuid" --query LastProcessingResult
refuses 'maximumRecordAgeInSeconds|MaximumRecordAgeInSeconds' \
  lambda update-event-source-mapping --uuid "$uuid" --maximum-record-age-in-seconds 5
shows '^Disabling[[:space:]]+7$' lambda update-event-source-mapping --uuid "$uuid" --no-enabled --batch-size 7 \
  --query '[State,BatchSize]'
soon '^Disabled$' lambda get-event-source-mapping --uuid "$uuid" --query State
shows '^Enabling$' lambda update-event-source-mapping --uuid "$uuid" --enabled --query State
soon '^Enabled[[:space:]]+7$' lambda get-event-source-mapping --uuid "$uuid" --query '[State,BatchSize]'
shows '^Deleting$' lambda delete-event-source-mapping --uuid "$uuid" --query State
fails() { ! "$@"; }
soon 'ResourceNotFoundException' fails lambda get-event-source-mapping --uuid "$uuid"
