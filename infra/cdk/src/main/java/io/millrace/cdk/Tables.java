// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.Objects;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.CfnTable;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.constructs.Construct;

/**
 * The facts, whose stream feeds the sinks, the view over them, and who is at which piece of work.
 */
final class Tables {

  private static final String EXPIRY = "expireAt";

  final Table records;
  final Table aggregates;
  final Table idempotency;

  Tables(Construct scope, Choices choices) {
    records =
        table(scope, "RecordsTable", "records", "id", "part").stream(
                StreamViewType.NEW_AND_OLD_IMAGES)
            .build();
    // Sparse: of all items only rejects have a stage.
    records.addGlobalSecondaryIndex(
        GlobalSecondaryIndexProps.builder()
            .indexName("rejects")
            .partitionKey(string("stage"))
            .sortKey(Attribute.builder().name("time").type(AttributeType.NUMBER).build())
            .projectionType(ProjectionType.ALL)
            .build());
    aggregates = table(scope, "AggregatesTable", "aggregates", "pk", "sk").build();
    protect(records, choices);
    protect(aggregates, choices);
    idempotency = idempotency(scope);
  }

  private static void protect(Table table, Choices choices) {
    ((CfnTable) Objects.requireNonNull(table.getNode().getDefaultChild()))
        .setDeletionProtectionEnabled(choices.deletionProtection.getValue());
  }

  private static Table.Builder table(
      Construct scope, String id, String name, String partitionKey, String sortKey) {
    return Table.Builder.create(scope, id)
        .tableName(Names.inRegion(name))
        .partitionKey(string(partitionKey))
        .sortKey(string(sortKey))
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .timeToLiveAttribute(EXPIRY)
        .pointInTimeRecoverySpecification(
            PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
        .removalPolicy(RemovalPolicy.RETAIN);
  }

  /**
   * Keyed and expiring as Powertools documents. It goes with the stack: without it work is repeated
   * to the same result, and nothing is lost.
   */
  private static Table idempotency(Construct scope) {
    Table table =
        Table.Builder.create(scope, "IdempotencyTable")
            .tableName(Names.inRegion("idempotency"))
            .partitionKey(string("id"))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .timeToLiveAttribute("expiration")
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    Meant.rule(
        table,
        "AwsSolutions-DDB3",
        "It holds who is at which piece of work. Lost, work is repeated to the same result; restored"
            + " to an earlier moment, it would say what is no longer so.");
    return table;
  }

  private static Attribute string(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }
}
