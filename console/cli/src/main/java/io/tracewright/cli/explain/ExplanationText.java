package io.tracewright.cli.explain;

import io.tracewright.cli.text.Amounts;
import io.tracewright.cli.text.Table;
import io.tracewright.engine.generate.pilot.RunEstimate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An explanation as people read it. */
public final class ExplanationText {
  private final Explanation told;
  private final List<String> lines = new ArrayList<>();

  private ExplanationText(Explanation told) {
    this.told = told;
  }

  /** The lines of an explanation. */
  public static List<String> lines(Explanation explanation) {
    return new ExplanationText(explanation).lines();
  }

  private List<String> lines() {
    addHead();
    lines.add("");
    lines.addAll(DemandChart.lines(told.demand()));
    addIncidents();
    addWorkloads();
    addModels();
    addTools();
    addAnomalies();
    addExpected();
    return lines;
  }

  private void addHead() {
    lines.add(told.profile() + ": " + told.description());
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d traces from %s to %s, seed %d",
            told.traces(),
            told.windowStart(),
            told.windowEnd(),
            told.seed()));
    lines.add(
        perHour(told.demand().meanTracesPerHour())
            + " traces an hour in the mean, "
            + perHour(told.demand().busiestQuarterTracesPerHour())
            + " in the busiest quarter of an hour, as a rate");
  }

  private static String perHour(double rate) {
    return rate < 10 ? String.format(Locale.ROOT, "%.1f", rate) : Amounts.count(rate);
  }

  private void addIncidents() {
    title("Incidents that this seed plans");
    if (told.incidents().isEmpty()) {
      lines.add("  none");
      return;
    }
    Table table = new Table("kind", "target", "starts", "lasts", "strength");
    for (Explanation.IncidentTimes incident : told.incidents()) {
      Instant start = Instant.parse(incident.startedAt());
      table.add(
          incident.kind(),
          incident.target().isEmpty() ? "-" : incident.target(),
          start.truncatedTo(ChronoUnit.SECONDS).toString(),
          Amounts.span((double) start.until(Instant.parse(incident.endedAt()), ChronoUnit.SECONDS)),
          String.format(Locale.ROOT, "× %.1f", incident.factor()));
    }
    lines.addAll(table.lines());
  }

  private void addWorkloads() {
    title(
        String.format(
            Locale.ROOT,
            "Workloads, means of a trace (%,d sampled)",
            told.expected().sampledTraces()));
    Table table = new Table("workload", "share", "spans", "latency", "fail", "cost", "tokens");
    for (RunEstimate.OfWorkload mix : told.expected().workloads()) {
      table.add(
          mix.name(),
          Amounts.percent(mix.share()),
          String.format(Locale.ROOT, "%.1f", mix.spansPerTrace()),
          Amounts.duration(mix.meanLatencyMs()),
          Amounts.percent(mix.errorRate()),
          Amounts.usd(mix.costUsdPerTrace()),
          Amounts.count(mix.tokensPerTrace()));
    }
    lines.addAll(table.lines());
  }

  private void addModels() {
    title("Models, over the whole run");
    Table table = new Table("model", "version", "calls", "tokens", "cost");
    for (RunEstimate.OfModel mix : told.expected().models()) {
      table.add(
          mix.name(),
          mix.version(),
          Amounts.count(mix.calls()),
          Amounts.count(mix.tokens()),
          Amounts.usd(mix.costUsd()));
    }
    lines.addAll(table.lines());
  }

  private void addTools() {
    if (told.expected().tools().isEmpty()) {
      return;
    }
    title("Tools, over the whole run");
    Table table = new Table("tool", "calls", "fail", "cost");
    for (RunEstimate.OfTool mix : told.expected().tools()) {
      table.add(
          mix.name(),
          Amounts.count(mix.calls()),
          Amounts.percent(mix.errorShare()),
          Amounts.usd(mix.costUsd()));
    }
    lines.addAll(table.lines());
  }

  private void addAnomalies() {
    Explanation.AnomalyMix mix = told.anomalies();
    title("Anomalies");
    if (mix.rate() == 0) {
      lines.add(told.incidents().isEmpty() ? "  none" : "  none but those of incidents");
      return;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "  about %s of %,d traces, %s%s%s",
            Amounts.count(mix.traces()),
            told.traces(),
            Amounts.percent(mix.traces() / told.traces()),
            comesShort(mix) ? "; asked " + Amounts.percent(mix.rate()) : "",
            mix.hidden() ? "; told by ground_truth only" : ""));
    if (comesShort(mix)) {
      lines.add("  some workloads can show none of the kinds asked for");
    }
    Table table = new Table("kind", "traces", "share");
    for (Explanation.OfKind kind : mix.kinds()) {
      table.add(
          kind.kind(), Amounts.count(kind.traces()), Amounts.percent(kind.traces() / mix.traces()));
    }
    lines.addAll(table.lines());
  }

  private boolean comesShort(Explanation.AnomalyMix mix) {
    return mix.traces() < mix.rate() * told.traces() * (1 - 1e-9);
  }

  private void addExpected() {
    RunEstimate expected = told.expected();
    title("Expected of the whole run");
    Table table = new Table("", "about", "between", "and");
    table.add(
        "rows",
        Amounts.count(expected.rows()),
        Amounts.count(expected.rowsLow()),
        Amounts.count(expected.rowsHigh()));
    table.add(
        "simulated cost",
        Amounts.usd(expected.costUsd()),
        Amounts.usd(expected.costUsdLow()),
        Amounts.usd(expected.costUsdHigh()));
    table.add("size, uncompressed", Amounts.bytes(expected.bytes()), "", "");
    lines.addAll(table.lines());
    lines.add("  " + told.time().sentence());
    if (told.maxCostUsd() != null && told.maxCostUsd() < expected.costUsd()) {
      lines.add(
          "  The budget of "
              + Amounts.usd(told.maxCostUsd())
              + " ends the run after about "
              + Amounts.count((double) told.traces() * told.maxCostUsd() / expected.costUsd())
              + " traces");
    }
  }

  private void title(String text) {
    lines.add("");
    lines.add(text);
  }
}
