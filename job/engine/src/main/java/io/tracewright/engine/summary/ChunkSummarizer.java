package io.tracewright.engine.summary;

import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the summaries of a chunk's accepted traces, by group.
 *
 * <p>A trace looks suspicious when it is far from the rest of its chunk; a chunk's content does not
 * depend on who makes it, so neither does suspicion. Rows are gone through twice: to learn what is
 * usual, and to count. Nothing is allocated for a row. Not thread-safe.
 */
public final class ChunkSummarizer {
  private static final long WEEK_HOURS = Summary.HOURS_OF_WEEK;
  private static final long HOUR_MS = 3_600_000;

  /** 1 January 1970 was a Thursday. */
  private static final long HOURS_BEFORE_EPOCH = 72;

  private final SummaryPlan plan;
  private final RowNumbers numbers = new RowNumbers();
  private final Expectations expectations = new Expectations();
  private final TraceSizes sizes = new TraceSizes();
  private final Suspicion suspicion = new Suspicion(expectations, sizes);

  /** Tenants and workloads, and those pairs and panes: a group is the number of the latter. */
  private final Pairs owners = new Pairs();

  private final Pairs groups = new Pairs();
  private final List<GroupKey> keys = new ArrayList<>();
  private final List<GroupCounts> counted = new ArrayList<>();
  private int[] workloads = new int[0];
  private double[] figures = new double[0];

  public ChunkSummarizer(SummaryPlan plan) {
    this.plan = plan;
  }

  /** Summarises the traces of a batch that are not rejected. */
  public Map<GroupKey, Summary> summarize(SpanBatch batch) {
    numbers.number(batch);
    learn(batch);
    owners.clear();
    groups.clear();
    keys.clear();
    counted.clear();
    for (int trace = 0; trace < batch.traces(); trace++) {
      if (!batch.isRejected(trace)) {
        count(batch, trace);
      }
    }
    Map<GroupKey, Summary> summaries = new TreeMap<>();
    for (int group = 0; group < keys.size(); group++) {
      summaries.put(keys.get(group), counted.get(group).named());
    }
    return summaries;
  }

  /** The group that a trace of a batch belongs to. */
  public GroupKey group(SpanBatch batch, int trace) {
    int from = batch.traceStart(trace);
    return group(batch, from, startMs(batch, from, batch.traceEnd(trace)));
  }

  private GroupKey group(SpanBatch batch, int from, long startMs) {
    return new GroupKey(batch.tenantId.get(from), batch.workloadType.get(from), plan.pane(startMs));
  }

  private static long startMs(SpanBatch batch, int from, int to) {
    long startMs = Long.MAX_VALUE;
    for (int row = from; row < to; row++) {
      startMs = Math.min(startMs, batch.timestampMs.get(row));
    }
    return startMs;
  }

  private void learn(SpanBatch batch) {
    Vocabulary names = numbers.names;
    if (workloads.length < batch.traces()) {
      workloads = Arrays.copyOf(workloads, batch.traces());
      figures = Arrays.copyOf(figures, batch.traces() * TraceSizes.SIZES);
    }
    for (int trace = 0; trace < batch.traces(); trace++) {
      workloads[trace] = names.workloads.number(batch.workloadType.get(batch.traceStart(trace)));
    }
    expectations.begin(names);
    sizes.begin(names.workloads.size());
    suspicion.begin(names);
    Arrays.fill(figures, 0, batch.traces() * TraceSizes.SIZES, 0);
    for (int trace = 0; trace < batch.traces(); trace++) {
      if (!batch.isRejected(trace)) {
        learn(batch, trace);
      }
    }
    expectations.settle();
    sizes.settle();
  }

  private void learn(SpanBatch batch, int trace) {
    int at = trace * TraceSizes.SIZES;
    int from = batch.traceStart(trace);
    for (int row = from; row < batch.traceEnd(trace); row++) {
      if (!numbers.failed(row)) {
        expectations.observe(batch, numbers, row);
      }
      figures[at + TraceSizes.PROMPT_TOKENS] += batch.promptTokens.get(row);
      figures[at + TraceSizes.COMPLETION_TOKENS] += batch.completionTokens.get(row);
      figures[at + TraceSizes.MICRO_USD] += 1e6 * batch.costUsd.get(row);
      boolean failed = numbers.failed(row);
      if (numbers.isModelCall(row)) {
        figures[at + (failed ? TraceSizes.FAILED_CALLS : TraceSizes.MODEL_CALLS)]++;
      } else if (numbers.isToolCall(row)) {
        figures[at + (failed ? TraceSizes.FAILED_CALLS : TraceSizes.TOOL_CALLS)]++;
        suspicion.observe(workloads[trace], numbers.operation[row]);
      } else if (row > from && numbers.eventType[row] == numbers.names.agent) {
        figures[at + TraceSizes.SUB_AGENTS]++;
      }
    }
    sizes.observe(workloads[trace], figures, at);
  }

  private void count(SpanBatch batch, int trace) {
    int from = batch.traceStart(trace);
    int to = batch.traceEnd(trace);
    long startMs = startMs(batch, from, to);
    int pane = plan.pane(startMs);
    int tenant = numbers.names.tenants.number(batch.tenantId.get(from));
    int group = groups.number(owners.number(tenant, workloads[trace]), pane);
    if (group == keys.size()) {
      keys.add(group(batch, from, startMs));
      counted.add(new GroupCounts(numbers.names));
    }
    GroupCounts counts = counted.get(group);
    int errors = 0;
    int lastFailed = RowNumbers.NONE;
    double tokens = 0;
    double costUsd = 0;
    double latencyMs = 0;
    boolean failed = false;
    for (int row = from; row < to; row++) {
      int operation = numbers.operation[row];
      boolean ok = !numbers.failed(row);
      counts.addSpan(numbers.eventType[row], operation);
      if (ok) {
        counts.addDuration(operation, batch.latencyMs.get(row));
      } else {
        errors++;
        counts.addFailure(operation, numbers.error[row]);
        lastFailed = operation;
      }
      if (batch.parentSpanId.isNone(row)) {
        latencyMs = batch.latencyMs.get(row);
        failed = !ok;
      }
      tokens += batch.totalTokens.get(row);
      costUsd += batch.costUsd.get(row);
      if (numbers.isModelCall(row)) {
        counts.addModelCall(numbers.model[row], batch.promptTokens.get(row));
        if (ok) {
          counts.addAnswer(numbers.model[row], batch.completionTokens.get(row));
          double expectedMs = expectations.expectedMs(batch, numbers, row);
          if (expectedMs > 0) {
            counts.addLatencyFactor(numbers.model[row], batch.latencyMs.get(row) / expectedMs);
          }
        }
      } else if (numbers.isToolCall(row)) {
        counts.addToolCall(operation);
      }
    }
    if (errors == 1 && !numbers.failed(from)) {
      counts.addLoneFailure(lastFailed);
    }
    counts.endTrace(numbers.names.regions.number(batch.region.get(from)));
    counts.traceLatencyMs.add(latencyMs);
    counts.traceTokens.add(tokens);
    counts.traceCostUsd.add(costUsd);
    int at = trace * TraceSizes.SIZES;
    counts.traceModelCalls.add(figures[at + TraceSizes.MODEL_CALLS]);
    counts.traceToolCalls.add(figures[at + TraceSizes.TOOL_CALLS]);
    counts.traceSubAgents.add(figures[at + TraceSizes.SUB_AGENTS]);
    counts.traceFailedCalls.add(figures[at + TraceSizes.FAILED_CALLS]);
    counts.users.add(batch.userId.get(from).hashCode());
    counts.corpusRecords.add(batch.corpusRecordId.get(from).hashCode());
    counts.summary.addTrace(
        to - from, failed, hour(startMs), bin(pane, startMs), errors, latencyMs);
    keep(batch, trace, startMs, counts.summary);
  }

  private void keep(SpanBatch batch, int trace, long startMs, Summary summary) {
    int from = batch.traceStart(trace);
    int to = batch.traceEnd(trace);
    long priority = plan.priority(batch.traceId.high(from), batch.traceId.low(from));
    double odd =
        suspicion.of(batch, numbers, from, to, workloads[trace], figures, trace * TraceSizes.SIZES);
    boolean sampled = plan.samples(priority);
    if (sampled || odd >= 1) {
      SampledTrace whole = whole(batch, from, to, startMs, priority, Math.max(0, odd));
      if (sampled) {
        summary.sample().offer(whole);
      }
      if (odd >= 1) {
        summary.suspects().offer(whole);
      }
    }
  }

  private static int hour(long startMs) {
    return (int) Math.floorMod(Math.floorDiv(startMs, HOUR_MS) + HOURS_BEFORE_EPOCH, WEEK_HOURS);
  }

  private int bin(int pane, long startMs) {
    long within = Math.min(Math.max(startMs - plan.paneStartMs(pane), 0), plan.paneMs() - 1);
    return pane * Summary.BINS_PER_PANE + (int) (within * Summary.BINS_PER_PANE / plan.paneMs());
  }

  private SampledTrace whole(
      SpanBatch batch, int from, int to, long startMs, long priority, double odd) {
    List<Step> steps = new ArrayList<>(to - from);
    for (int row = from; row < to; row++) {
      boolean retry = false;
      for (int tag = 0; tag < batch.tags.length(row); tag++) {
        retry |= batch.tags.get(row, tag).equals("retry");
      }
      steps.add(
          new Step(
              batch.spanId.high(row),
              batch.spanId.low(row),
              parent(batch, row, from, to),
              batch.eventType.get(row),
              batch.operationName.get(row),
              batch.modelName.get(row),
              numbers.failed(row) ? numbers.names.errors.name(numbers.error[row]) : "",
              retry,
              batch.timestampMs.get(row) - startMs,
              batch.latencyMs.get(row),
              batch.promptTokens.get(row),
              batch.completionTokens.get(row),
              batch.costUsd.get(row),
              numbers.isWhole(row) ? 0 : (float) expectations.expectedMs(batch, numbers, row)));
    }
    return new SampledTrace(
        batch.traceId.high(from), batch.traceId.low(from), priority, startMs, odd, steps);
  }

  private static int parent(SpanBatch batch, int row, int from, int to) {
    for (int candidate = from; candidate < to; candidate++) {
      if (batch.parentSpanId.same(row, batch.spanId, candidate)) {
        return candidate - from;
      }
    }
    return -1;
  }
}
