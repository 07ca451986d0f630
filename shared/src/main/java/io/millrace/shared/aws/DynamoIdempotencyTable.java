// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.port.IdempotencyTable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The idempotency table on DynamoDB, one UpdateItem for a call. Every write is fenced by the owner,
 * and a condition that fails answers with the item it failed on, which saves the read.
 *
 * <p>Items are laid out as Powertools for AWS Lambda documents them, so that its tools and people
 * who know it can read them; {@code owner} is ours, and while the work is in progress {@code data}
 * holds how far it came. The status EXPIRED is never stored: an item past its {@code expiration}
 * counts as absent, because DynamoDB removes it days later. Sources: Powertools for AWS Lambda
 * (Java), "Idempotency"; DynamoDB API reference, UpdateItem; DynamoDB Developer Guide, "Using time
 * to live".
 */
public final class DynamoIdempotencyTable implements IdempotencyTable {

  /** Partition key: {@code <function>#<key>}. */
  public static final String ID = "id";

  public static final String STATUS = "status";

  /** Time to live, in epoch seconds. */
  public static final String EXPIRATION = "expiration";

  /** End of the claim, in epoch milliseconds; 0 when it was released. */
  public static final String IN_PROGRESS_EXPIRATION = "in_progress_expiration";

  /** The result, or the progress while there is none. */
  public static final String DATA = "data";

  /** The fingerprint. */
  public static final String VALIDATION = "validation";

  public static final String OWNER = "owner";

  public static final String IN_PROGRESS = "INPROGRESS";
  static final String COMPLETED = "COMPLETED";

  private static final String CLAIM =
      "SET #status = :progress, #until = :until, #expiry = :expiry,"
          + " #validation = :validation, #owner = :owner";

  /** The key is new, or the same work is ours or nobody's. */
  private static final String IS_FREE =
      "attribute_not_exists(#id) OR (#expiry > :seconds AND #status = :progress"
          + " AND #validation = :validation AND (#owner = :owner OR #until <= :millis))";

  /** What stands there binds nobody, and its data is none of ours. */
  private static final String IS_STALE =
      "#expiry <= :seconds OR (#status = :progress AND #validation <> :validation"
          + " AND #until <= :millis)";

  private static final int ROUNDS = 4;

  private static final Map<String, String> NAMES =
      Map.of(
          "#id", ID,
          "#status", STATUS,
          "#expiry", EXPIRATION,
          "#until", IN_PROGRESS_EXPIRATION,
          "#data", DATA,
          "#validation", VALIDATION,
          "#owner", OWNER);

  private final DynamoDbClient dynamo;
  private final String table;
  private final String function;
  private final Duration kept;

  /**
   * @param function whose keys these are; functions share the table and not their keys
   * @param kept how long an entry is remembered after its last claim ended; longer than a duplicate
   *     may take to arrive
   */
  public DynamoIdempotencyTable(
      DynamoDbClient dynamo, String table, String function, Duration kept) {
    this.dynamo = dynamo;
    this.table = table;
    this.function = function;
    this.kept = kept;
  }

  @Override
  public Answer claim(String key, String fingerprint, String owner, Instant now, Instant until) {
    Claim claim = new Claim(key, fingerprint, owner, Instant.ofEpochMilli(until.toEpochMilli()));
    Map<String, AttributeValue> values =
        Map.of(
            ":progress", AttributeValue.fromS(IN_PROGRESS),
            ":until", number(until.toEpochMilli()),
            ":expiry", number(until.plus(kept).getEpochSecond()),
            ":validation", AttributeValue.fromS(fingerprint),
            ":owner", AttributeValue.fromS(owner),
            ":seconds", number(now.getEpochSecond()),
            ":millis", number(now.toEpochMilli()));
    for (int round = 0; round < ROUNDS; round++) {
      Written free = write(key, CLAIM, IS_FREE, values);
      if (free.done()) {
        return new Answer.Claimed(claim, text(free.item(), DATA));
      }
      if (!isStale(free.item(), fingerprint, now)) {
        return standing(free.item(), fingerprint);
      }
      Written stale = write(key, CLAIM + " REMOVE #data", IS_STALE, values);
      if (stale.done()) {
        return new Answer.Claimed(claim, null);
      }
      // Somebody was faster, and what they wrote may again be either.
    }
    throw new UnavailableException("Claim of " + id(key) + " changed hands " + ROUNDS + " times");
  }

  /** Says what {@link #IS_STALE} says. */
  private static boolean isStale(
      Map<String, AttributeValue> item, String fingerprint, Instant now) {
    return item.isEmpty()
        || number(item, EXPIRATION) <= now.getEpochSecond()
        || (IN_PROGRESS.equals(text(item, STATUS))
            && !fingerprint.equals(text(item, VALIDATION))
            && until(item).toEpochMilli() <= now.toEpochMilli());
  }

  private static Answer standing(Map<String, AttributeValue> item, String fingerprint) {
    String standing = text(item, VALIDATION);
    if (!fingerprint.equals(standing)) {
      return new Answer.Mismatch(standing == null ? "" : standing);
    }
    if (COMPLETED.equals(text(item, STATUS))) {
      String result = text(item, DATA);
      return new Answer.Completed(result == null ? "" : result);
    }
    return new Answer.InProgress(until(item), text(item, DATA));
  }

  @Override
  public boolean advance(Claim claim, String progress) {
    return write(
            claim.key(),
            "SET #data = :data",
            "#owner = :owner AND #status = :progress",
            Map.of(
                ":data", AttributeValue.fromS(progress),
                ":owner", AttributeValue.fromS(claim.owner()),
                ":progress", AttributeValue.fromS(IN_PROGRESS)))
        .done();
  }

  @Override
  public boolean complete(Claim claim, String result) {
    // No condition on the status: the owner's first attempt may have had its effect.
    return write(
            claim.key(),
            "SET #data = :data, #status = :completed",
            "#owner = :owner",
            Map.of(
                ":data", AttributeValue.fromS(result),
                ":owner", AttributeValue.fromS(claim.owner()),
                ":completed", AttributeValue.fromS(COMPLETED)))
        .done();
  }

  @Override
  public void release(Claim claim) {
    write(
        claim.key(),
        "SET #until = :never REMOVE #owner",
        "#owner = :owner AND #status = :progress",
        Map.of(
            ":never", number(0),
            ":owner", AttributeValue.fromS(claim.owner()),
            ":progress", AttributeValue.fromS(IN_PROGRESS)));
  }

  /**
   * What an update came to.
   *
   * @param item as it stands after the update, or as it was when the condition failed
   */
  private record Written(boolean done, Map<String, AttributeValue> item) {}

  private Written write(
      String key, String update, String condition, Map<String, AttributeValue> values) {
    return Luck.translating(
        "UpdateItem of " + id(key) + " in " + table,
        () -> writeOnce(request(key, update, condition, values)));
  }

  private Written writeOnce(UpdateItemRequest request) {
    try {
      return new Written(true, dynamo.updateItem(request).attributes());
    } catch (ConditionalCheckFailedException e) {
      return new Written(false, e.hasItem() ? e.item() : Map.of());
    }
  }

  private UpdateItemRequest request(
      String key, String update, String condition, Map<String, AttributeValue> values) {
    // DynamoDB refuses names and values that neither expression uses.
    Map<String, String> names = new TreeMap<>(NAMES);
    names.keySet().removeIf(name -> !(update + condition).contains(name));
    Map<String, AttributeValue> used = new LinkedHashMap<>(values);
    used.keySet().removeIf(value -> !(update + condition).contains(value));
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(Map.of(ID, AttributeValue.fromS(id(key))))
        .updateExpression(update)
        .conditionExpression(condition)
        .expressionAttributeNames(names)
        .expressionAttributeValues(used)
        .returnValues(ReturnValue.ALL_NEW)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private String id(String key) {
    return function + "#" + key;
  }

  private static AttributeValue number(long n) {
    return AttributeValue.fromN(Long.toString(n));
  }

  private static @Nullable String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : value.s();
  }

  /** 0, that is long ago, when there is none. */
  private static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? 0 : Long.parseLong(value.n());
  }

  private static Instant until(Map<String, AttributeValue> item) {
    return Instant.ofEpochMilli(number(item, IN_PROGRESS_EXPIRATION));
  }
}
