package io.tracewright.cli.preview;

import io.tracewright.cli.text.Amounts;
import io.tracewright.model.span.SpanBatch;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** One trace of a batch as lines of text: two of header, then a line for each span, as a tree. */
public final class TraceTree {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
  private static final String BETWEEN = " · ";

  private final SpanBatch batch;
  private final int trace;
  private final int root;
  private final Map<UUID, List<Integer>> children = new HashMap<>();
  private final List<String[]> spans = new ArrayList<>();

  private TraceTree(SpanBatch batch, int trace) {
    this.batch = batch;
    this.trace = trace;
    this.root = batch.traceStart(trace);
    for (int row = root + 1; row < batch.traceEnd(trace); row++) {
      children.computeIfAbsent(batch.parentSpanId.get(row), id -> new ArrayList<>()).add(row);
    }
    children.values().forEach(rows -> rows.sort(Comparator.comparing(batch.timestampMs::get)));
  }

  /**
   * The lines of a trace.
   *
   * @param trace its place in the batch
   */
  public static List<String> lines(SpanBatch batch, int trace) {
    return new TraceTree(batch, trace).lines();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(who());
    lines.add("  " + howMuch());
    add(root, "", "");
    int width = spans.stream().mapToInt(span -> span[2].length()).max().orElse(0);
    for (String[] span : spans) {
      lines.add(
          String.format(
                  Locale.ROOT, "%10s %9s  %-" + width + "s  %s", span[0], span[1], span[2], span[3])
              .stripTrailing());
    }
    return lines;
  }

  private String who() {
    return "Trace "
        + Amounts.count(batch.chunk().firstTrace() + trace)
        + BETWEEN
        + start()
        + BETWEEN
        + batch.workloadType.get(root)
        + BETWEEN
        + "tenant "
        + batch.tenantId.get(root)
        + BETWEEN
        + "user "
        + batch.userId.get(root)
        + BETWEEN
        + batch.region.get(root);
  }

  private String howMuch() {
    double costUsd = 0;
    long tokens = 0;
    String anomaly = "";
    for (int row = root; row < batch.traceEnd(trace); row++) {
      costUsd += batch.costUsd.get(row);
      tokens += batch.totalTokens.get(row);
      anomaly = anomaly.isEmpty() ? batch.anomaly.get(row) : anomaly;
    }
    return Amounts.duration(batch.latencyMs.get(root))
        + BETWEEN
        + Amounts.usd(costUsd)
        + BETWEEN
        + Amounts.count(tokens)
        + " tokens"
        + BETWEEN
        + batch.status.get(root)
        + BETWEEN
        + (anomaly.isEmpty() ? "no anomaly" : "anomaly " + anomaly)
        + BETWEEN
        + batch.traceId.get(root);
  }

  private String start() {
    ZoneId zone = zone(SpanDetails.timeZone(batch, root));
    return LOCAL.format(Instant.ofEpochMilli(batch.timestampMs.get(root)).atZone(zone))
        + " "
        + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone);
  }

  private static ZoneId zone(String name) {
    try {
      return name.isEmpty() || name.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC; // A row may hold any text; a preview shows it all the same.
    }
  }

  /** Adds a span and all below it: {@code branch} leads to it, {@code trunk} to its children. */
  private void add(int row, String branch, String trunk) {
    long offsetMs = batch.timestampMs.get(row) - batch.timestampMs.get(root);
    spans.add(
        new String[] {
          offsetMs < 1000 ? "+" + offsetMs + " ms" : "+" + Amounts.duration((double) offsetMs),
          Amounts.duration(batch.latencyMs.get(row)),
          branch + batch.operationName.get(row),
          SpanDetails.of(batch, row)
        });
    List<Integer> below = children.getOrDefault(batch.spanId.get(row), List.of());
    for (int i = 0; i < below.size(); i++) {
      boolean last = i == below.size() - 1;
      add(below.get(i), trunk + (last ? "└─ " : "├─ "), trunk + (last ? "   " : "│  "));
    }
  }
}
