# SPDX-License-Identifier: Apache-2.0
#
# Every operation of CloudWatch and CloudWatch Logs, on the function of the Lambda part; aws-apis sources it after that.

metric="--namespace AWS/Lambda --metric-name Invocations --dimensions Name=FunctionName,Value=$function"
hour="--start-time $(date -u -d '-30 minutes' +%FT%TZ) --end-time $(date -u -d '+5 minutes' +%FT%TZ)"

begin "cloudwatch: metrics of the function, and one's own"
shows '^Invocations$' cloudwatch list-metrics ${metric% --dim*} --recently-active PT3H \
  --dimensions Name=Resource,Value=$function --query 'Metrics[].MetricName'
shows '^[1-9][0-9.]*[[:space:]]+Count$' cloudwatch get-metric-statistics $metric $hour --period 3600 --statistics Sum \
  --query 'Datapoints[0].[Sum,Unit]'
shows '^[0-9.]+$' cloudwatch get-metric-statistics ${metric/Invocations/Duration} $hour --period 3600 \
  --extended-statistics p99 --query 'Datapoints[0].ExtendedStatistics.p99'
succeeds cloudwatch put-metric-data --namespace Walk --metric-name Steps --value 3 --unit Count --dimensions Of=walk
cat >"$scratch/queries" <<'JSON'
[{"Id":"m","ReturnData":false,"MetricStat":{"Period":60,"Stat":"Sum",
  "Metric":{"Namespace":"Walk","MetricName":"Steps","Dimensions":[{"Name":"Of","Value":"walk"}]}}},
 {"Id":"e","Expression":"IF(m > 2, m * 100, 0)"}]
JSON
shows '^e[[:space:]]+Complete[[:space:]]+300.0$' cloudwatch get-metric-data $hour --metric-data-queries "file://$scratch/queries" \
  --query 'MetricDataResults[0].[Id,StatusCode,Values[0]]'
refuses 'the function SEARCH is not supported by the local cloud' cloudwatch get-metric-data $hour \
  --metric-data-queries '[{"Id":"e","Expression":"SEARCH(1)"}]'

begin "cloudwatch: alarms, composite alarms and their states"
succeeds cloudwatch put-metric-alarm --alarm-name walk $metric --statistic Sum --period 60 --evaluation-periods 1 \
  --threshold 1000 --comparison-operator GreaterThanThreshold --treat-missing-data notBreaching
succeeds cloudwatch put-composite-alarm --alarm-name walk-page --alarm-rule 'ALARM("walk") AND NOT FALSE'
refuses '\[ghost\] in the alarm rule do not exist' cloudwatch put-composite-alarm --alarm-name no --alarm-rule 'ALARM("ghost")'
shows '^walk[[:space:]]+(OK|INSUFFICIENT_DATA)[[:space:]]+1000.0$' cloudwatch describe-alarms --alarm-names walk \
  --query 'MetricAlarms[0].[AlarmName,StateValue,Threshold]'
shows '^walk$' cloudwatch describe-alarms-for-metric ${metric/--namespace/ --namespace} --query 'MetricAlarms[].AlarmName'
soon '^OK$' cloudwatch describe-alarms --alarm-names walk --query 'MetricAlarms[0].StateValue'
succeeds cloudwatch set-alarm-state --alarm-name walk --state-value ALARM --state-reason drill
shows '^ALARM$' cloudwatch describe-alarms --alarm-names walk-page --alarm-types CompositeAlarm \
  --query 'CompositeAlarms[0].StateValue'
shows 'Alarm updated from OK to ALARM' cloudwatch describe-alarm-history --alarm-name walk \
  --history-item-type StateUpdate --query 'AlarmHistoryItems[].HistorySummary'
refuses 'ResourceNotFound' cloudwatch set-alarm-state --alarm-name ghost --state-value OK --state-reason drill
succeeds cloudwatch disable-alarm-actions --alarm-names walk
shows '^False$' cloudwatch describe-alarms --alarm-names walk --query 'MetricAlarms[0].ActionsEnabled'
succeeds cloudwatch enable-alarm-actions --alarm-names walk
shows '^True$' cloudwatch describe-alarms --alarm-names walk --query 'MetricAlarms[0].ActionsEnabled'
refuses 'composite alarm\(s\) depending on it: walk-page' cloudwatch delete-alarms --alarm-names walk
succeeds cloudwatch delete-alarms --alarm-names walk walk-page

begin "logs: groups, streams and events"
group=/aws/lambda/$function
shows "^$group$" logs describe-log-groups --log-group-name-prefix /aws/lambda --query 'logGroups[].logGroupName'
shows '^[^[:space:]]+$' logs describe-log-streams --log-group-name $group --query 'logStreams[0].logStreamName'
stream_name=$(cat "$scratch/answer")
shows 'Walk saw' logs filter-log-events --log-group-name $group --filter-pattern '"Walk saw"' --query 'events[].message'
shows '^0$' logs filter-log-events --log-group-name $group --filter-pattern '{ $.level = "NONE" }' --query 'length(events)'
shows 'REPORT|platform.report|Walk saw' logs get-log-events --log-group-name $group --log-stream-name "$stream_name" \
  --limit 50 --query 'events[].message'
refuses 'ResourceNotFoundException' logs filter-log-events --log-group-name /aws/lambda/ghost
refuses 'space-delimited patterns' logs filter-log-events --log-group-name $group --filter-pattern '[a, b]'
