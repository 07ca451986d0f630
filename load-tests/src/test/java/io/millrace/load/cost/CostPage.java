// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

import io.millrace.load.cost.PathCost.Path;
import io.millrace.load.cost.PathCost.Term;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** COST.md: the model's arithmetic, in Markdown. */
final class CostPage {

  private static final List<Double> RATES = List.of(10.0, 100.0, 1_000.0, 4_000.0, 20_000.0);

  private final PriceTable prices;
  private final PathCost model;
  private final StringBuilder page = new StringBuilder();

  CostPage(PriceTable prices) {
    this.prices = prices;
    this.model = PathCost.of(prices);
  }

  String text() {
    Path ours = model.pipeline();
    Path naive = model.naive();
    PathCost strict = model.with(Given.IDEMPOTENCY_WRITES, 1);
    page.append(
        """
        # What it costs

        Modelled AWS dollars; nothing here was measured on AWS. This page is made from the model (`PathCost`) by `CostPageTest`, which
        fails when it is outdated; `-Dcost.update=true` writes it anew. A load run's bill is made from metered units instead (`Bills`), at the same prices.

        """);
    line(
        "A million 300-byte events through all stages, %s a second:",
        rate(Given.EVENTS_PER_SECOND.value()));
    line("");
    table("", "dollars", "of the naive chain");
    row(
        "this pipeline",
        dollars(ours.dollars()),
        "**" + percent(ours.dollars() / naive.dollars()) + "**");
    row(
        "naive chain, claim and completion in the idempotency table",
        dollars(naive.dollars()),
        "100 %");
    row(
        "naive chain, a single idempotency write",
        dollars(strict.naive().dollars()),
        "the pipeline is " + percent(ours.dollars() / strict.naive().dollars()) + " of this one");
    line("");
    line(
        "Of the pipeline's dollars %s are the items themselves, one write unit each: less than that no design pays that keeps an item"
            + " for each event in an on-demand table.",
        percent(0.625 / ours.dollars()));

    path("This pipeline", ours);
    path("The naive chain", naive);
    line("");
    line(
        "The same mapping and memory, one call after the other; a batch of 100 takes 2 s, so that it would need a parallelization factor"
            + " of 6 to keep up, at no other cost. To its advantage it has no archive, counts one cell instead of three, and spends no more CPU"
            + " on an event than enrich, although it makes four calls where enrich makes a 25th of one.");
    rates();
    levers();
    hour();
    path("A thousand photos", new SideCosts(model).thousandPhotos());
    line("");
    line(
        "Without storage. The duration of a resize is assumed, everything counted is from 40 photos uploaded one by one: fuller batches make the"
            + " aggregator's part less.");
    given();
    prices();
    return page.toString();
  }

  private void path(String title, Path path) {
    heading(title + ": " + dollars(path.dollars()));
    table("stage", "what", "units, how they come about", "units", "dollars");
    for (Term term : path.terms()) {
      row(
          term.stage(),
          term.what(),
          term.formula(),
          PathCost.plain(term.units()),
          dollars(term.dollars()));
    }
  }

  private void rates() {
    heading("At other rates");
    line(
        "The less traffic, the emptier the batches: each costs an invocation, its lines in the log, and a transaction.");
    line("");
    table(
        "events a second",
        "pipeline",
        "naive chain",
        "ratio",
        "pipeline with windows of 10 s for aggregate, 60 s for publish",
        "ratio");
    for (double rate : RATES) {
      PathCost at = model.with(Given.EVENTS_PER_SECOND, rate);
      PathCost slower = at.with(Given.AGGREGATE_WINDOW, 10).with(Given.PUBLISH_WINDOW, 60);
      double naive = at.naive().dollars();
      row(
          rate(rate),
          dollars(at.pipeline().dollars()),
          dollars(naive),
          percent(at.pipeline().dollars() / naive),
          dollars(slower.pipeline().dollars()),
          percent(slower.pipeline().dollars() / naive));
    }
    line("");
    line(
        "Shards are taken to be four at every rate, and the producer to wait a second at most. In small batches the counters are what an event's"
            + " own minute, hour and day are. The aggregator takes 36 to 45 units for 1,000 events in full batches (measured, RATIONALE), %s at %s events"
            + " a second and the template's window of a second.",
        PathCost.plain(aggregatorUnits()), rate(Given.EVENTS_PER_SECOND.value()));
  }

  /** Write units for a thousand events. */
  private double aggregatorUnits() {
    return model.pipeline().terms().stream()
            .filter(term -> term.stage().equals("aggregate"))
            .filter(term -> term.item() == Billed.DYNAMODB_WRITE_UNIT)
            .mapToDouble(Term::units)
            .sum()
        * 1_000
        / PathCost.EVENTS;
  }

  private void levers() {
    heading("What would cut it");
    line("One change at a time, everything else as above.");
    line("");
    table("change", "dollars", "saved", "price");
    double now = model.pipeline().dollars();
    double stream =
        model.pipeline().dollars(Billed.KINESIS_ON_DEMAND_IN_GB)
            + model.pipeline().dollars(Billed.KINESIS_ON_DEMAND_OUT_GB);
    lever(
        "`AggregateWindowSeconds` 5",
        now,
        model.with(Given.AGGREGATE_WINDOW, 5),
        "aggregates up to 4 s later");
    lever(
        "`EnrichWindowSeconds` 5",
        now,
        model.with(Given.ENRICH_WINDOW, 5),
        "records up to 4 s later");
    lever(
        "half the CPU per event in enrich",
        now,
        model.with(Given.ENRICH_CPU, Given.ENRICH_CPU.value() / 2),
        "work");
    lever(
        "512 MB a function",
        now,
        model.with(Given.MEMORY, 512),
        "slower: where CPU is the time nothing is saved");
    lever(
        "one line a batch, EMF alone",
        now,
        model.with(Given.LOG_BYTES, Given.LOG_BYTES.value() - 240),
        "counts are read from the EMF line");
    lever(
        "Lambda's own lines at WARN",
        now,
        model.with(Given.LOG_BYTES, Given.LOG_BYTES.value() - 570),
        "no report line; durations are metrics anyway");
    lever("no logs at all", now, model.with(Given.LOG_BYTES, 1), "no metrics either");
    double provisioned = new SideCosts(model).provisionedStream(1);
    double single = model.with(Given.IDEMPOTENCY_WRITES, 1).naive().dollars();
    PathCost relaxed = model.with(Given.AGGREGATE_WINDOW, 5);
    row(
        "provisioned stream, one shard, its hours included",
        dollars(now - stream + provisioned),
        dollars(stream - provisioned) + ", and the on-demand stream hour",
        "somebody has to scale it");
    double unpacked = model.with(Given.PRODUCER_WAIT, 1e-3).pipeline().dollars();
    row(
        "(the other way) a producer that does not pack",
        dollars(unpacked),
        dollars(now - unpacked),
        "each record is rounded up to 1 KB");
    line("");
    line(
        "With `AggregateWindowSeconds` 5 the pipeline is %s of the naive chain, and %s of the one with a single idempotency write.",
        percent(relaxed.pipeline().dollars() / model.naive().dollars()),
        percent(relaxed.pipeline().dollars() / single));
  }

  private void lever(String change, double now, PathCost then, String price) {
    double dollars = then.pipeline().dollars();
    row(change, dollars(dollars), dollars(now - dollars), price);
  }

  private void hour() {
    Path hour = new SideCosts(model).hour();
    path("An hour in which nothing happens", hour);
    double perMillion = hour.dollars() * PathCost.EVENTS / Given.EVENTS_PER_SECOND.value() / 3_600;
    line("");
    line(
        "At %s events a second a million take %s s, so this adds %s to a million. Both chains need the stream. The KMS calls of the stream's"
            + " encryption come on top, less than a few dollars a month [Kinesis Data Streams Developer Guide, costs of server-side encryption].",
        rate(Given.EVENTS_PER_SECOND.value()),
        PathCost.plain(PathCost.EVENTS / Given.EVENTS_PER_SECOND.value()),
        dollars(perMillion));
    line("");
    double gigabytes = PathCost.EVENTS * (Given.ITEM_BYTES.value() + 100) / Bills.GIGABYTE;
    line(
        "Keeping a million records costs %s a month (%s GB, 100 bytes more for each item), twice that with point-in-time recovery at most; the naive"
            + " chain keeps its idempotency entries besides.",
        dollars(gigabytes * prices.price(Billed.DYNAMODB_GB_MONTH).each()),
        PathCost.plain(gigabytes));
  }

  private void given() {
    heading("What is given");
    table("input", "value", "from");
    for (Given given : Given.values()) {
      row("`" + given + "`", PathCost.plain(given.value()) + " " + given.unit(), given.source());
    }
  }

  private void prices() {
    heading("Prices");
    line(
        "Of %s. No price was read from the live page; where nothing confirmed a figure it says so.",
        prices.title());
    line("");
    table("item", "dollars", "for", "page", "confirmed by");
    for (Billed item : Billed.values()) {
      PriceTable.Price price = prices.price(item);
      String seen = price.seen() == null ? "**not confirmed**" : price.seen();
      row(
          item.service() + " `" + item + "`",
          BigDecimal.valueOf(price.dollars()).stripTrailingZeros().toPlainString(),
          PathCost.plain(price.per()) + " " + price.unit(),
          "[" + item.service() + "](" + price.page() + ")",
          price.note() == null ? seen : seen + "; " + price.note());
    }
  }

  private void heading(String text) {
    page.append("\n## ").append(text).append("\n\n");
  }

  private void table(String... names) {
    row(names);
    page.append("|").append("---|".repeat(names.length)).append('\n');
  }

  private void row(String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void line(String text, Object... numbers) {
    page.append(numbers.length == 0 ? text : String.format(Locale.ROOT, text, numbers))
        .append('\n');
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, "%,.0f", rate);
  }

  private static String dollars(double value) {
    double size = Math.abs(value);
    return (value < 0 ? "-" : "")
        + String.format(Locale.ROOT, size >= 0.1 ? "$%.3f" : "$%.4f", size);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
