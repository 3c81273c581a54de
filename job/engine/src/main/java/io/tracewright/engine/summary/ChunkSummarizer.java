package io.tracewright.engine.summary;

import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Counts what is in chunks' accepted traces, by group.
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

  private static final int MAX_GROUPS = 16_384;

  private final SummaryPlan plan;
  private final RowNumbers numbers = new RowNumbers();
  private final Expectations expectations = new Expectations();
  private final TraceSizes sizes = new TraceSizes();
  private final Suspicion suspicion = new Suspicion(expectations, sizes);

  /** Tenants and workloads, and those pairs and panes: a group is the number of the latter. */
  private final Pairs owners = new Pairs();

  private final Pairs groups = new Pairs();
  private final List<GroupKey> keys = new ArrayList<>();

  /** By group; null: nothing was counted since it was taken. */
  private final List<GroupCounts> counted = new ArrayList<>();

  /** Counted by the numbers of a vocabulary that was given up. */
  private final TreeMap<GroupKey, Summary> named = new TreeMap<>();

  private int[] workloads = new int[0];
  private double[] figures = new double[0];

  public ChunkSummarizer(SummaryPlan plan) {
    this.plan = plan;
  }

  /** Counts the traces of a batch that are not rejected. */
  public void add(SpanBatch batch) {
    if (numbers.names.isFull() || groups.size() > MAX_GROUPS) {
      beginAnew();
    }
    numbers.number(batch);
    learn(batch);
    for (int trace = 0; trace < batch.traces(); trace++) {
      if (!batch.isRejected(trace)) {
        count(batch, trace);
      }
    }
  }

  /** Counts the traces of a batch and takes what was counted of each group. */
  public NavigableMap<GroupKey, Summary> summarize(SpanBatch batch) {
    add(batch);
    return take();
  }

  /** What was counted of each group since it was last taken; the caller's to keep. */
  public NavigableMap<GroupKey, Summary> take() {
    return take(Long.MAX_VALUE);
  }

  /**
   * What was counted, since they were last taken, of the groups whose pane is over by a time; the
   * caller's to keep.
   *
   * @param timeMs milliseconds since the epoch, UTC
   */
  public NavigableMap<GroupKey, Summary> take(long timeMs) {
    TreeMap<GroupKey, Summary> taken = new TreeMap<>();
    for (int group = 0; group < keys.size(); group++) {
      if (counted.get(group) != null && isOver(keys.get(group), timeMs)) {
        taken.put(keys.get(group), counted.get(group).named());
        counted.set(group, null);
      }
    }
    for (var rest = named.entrySet().iterator(); rest.hasNext(); ) {
      var group = rest.next();
      if (isOver(group.getKey(), timeMs)) {
        taken.merge(group.getKey(), group.getValue(), Summary::plus);
        rest.remove();
      }
    }
    return taken;
  }

  private boolean isOver(GroupKey group, long timeMs) {
    return plan.paneEndMs(group.pane()) - 1 <= timeMs;
  }

  private void beginAnew() {
    take().forEach(named::put);
    keys.clear();
    counted.clear();
    owners.clear();
    groups.clear();
    numbers.names = new Vocabulary();
  }

  /** Where else can be counted what a batch's trace shows: in the summary of its group. */
  public Summary summary(SpanBatch batch, int trace) {
    int from = batch.traceStart(trace);
    int pane = plan.pane(startMs(batch, from, batch.traceEnd(trace)));
    int workload = numbers.names.workloads.number(batch.workloadType.get(from));
    return counts(batch, from, workload, pane).summary();
  }

  private GroupCounts counts(SpanBatch batch, int from, int workload, int pane) {
    int tenant = numbers.names.tenants.number(batch.tenantId.get(from));
    int group = groups.number(owners.number(tenant, workload), pane);
    if (group == keys.size()) {
      keys.add(new GroupKey(batch.tenantId.get(from), batch.workloadType.get(from), pane));
      counted.add(null);
    }
    GroupCounts counts = counted.get(group);
    if (counts == null) {
      counts = new GroupCounts(numbers.names, pane * Summary.BINS_PER_PANE);
      counted.set(group, counts);
    }
    return counts;
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
      } else if (numbers.eventType[row] == numbers.names.agent && !batch.parentSpanId.isNone(row)) {
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
    GroupCounts counts = counts(batch, from, workloads[trace], pane);
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
    counts.addTrace(
        to - from,
        failed,
        hour(startMs),
        bin(pane, startMs),
        errors,
        latencyMs,
        numbers.names.regions.number(batch.region.get(from)));
    counts.addAmounts(tokens, costUsd);
    counts.addSizes(figures, trace * TraceSizes.SIZES);
    counts.addIdentities(
        batch.userId.get(from).hashCode(),
        batch.sessionId.hash(from),
        batch.corpusRecordId.get(from).hashCode());
    keep(batch, trace, startMs, counts.summary());
  }

  private void keep(SpanBatch batch, int trace, long startMs, Summary summary) {
    int from = batch.traceStart(trace);
    int to = batch.traceEnd(trace);
    long priority = plan.priority(batch.traceId.high(from), batch.traceId.low(from));
    double odd =
        suspicion.of(batch, numbers, from, to, workloads[trace], figures, trace * TraceSizes.SIZES);
    boolean sampled =
        plan.samples(priority)
            && !(summary.sample().isFull() && priority > summary.sample().last().priority());
    boolean suspect =
        odd >= 1 && !(summary.suspects().isFull() && odd < summary.suspects().last().suspicion());
    if (sampled || suspect) {
      SampledTrace whole = whole(batch, from, to, startMs, priority, Math.max(0, odd));
      if (sampled) {
        summary.sample().offer(whole);
      }
      if (suspect) {
        summary.suspects().offer(whole);
      }
    }
  }

  private static int hour(long startMs) {
    return (int) Math.floorMod(Math.floorDiv(startMs, HOUR_MS) + HOURS_BEFORE_EPOCH, WEEK_HOURS);
  }

  private int bin(int pane, long startMs) {
    long within = Math.min(Math.max(startMs - plan.paneStartMs(pane), 0), plan.paneMs() - 1);
    return (int) (within * Summary.BINS_PER_PANE / plan.paneMs());
  }

  private SampledTrace whole(
      SpanBatch batch, int from, int to, long startMs, long priority, double odd) {
    int end = Math.min(to, from + SampledTrace.MAX_STEPS);
    Map<UUID, Integer> places = new HashMap<>();
    for (int row = from; row < end; row++) {
      places.putIfAbsent(batch.spanId.get(row), row - from);
    }
    List<Step> steps = new ArrayList<>(end - from);
    for (int row = from; row < end; row++) {
      boolean retry = false;
      for (int tag = 0; tag < batch.tags.length(row); tag++) {
        retry |= batch.tags.get(row, tag).equals("retry");
      }
      steps.add(
          new Step(
              batch.spanId.high(row),
              batch.spanId.low(row),
              batch.parentSpanId.isNone(row)
                  ? -1
                  : places.getOrDefault(batch.parentSpanId.get(row), -1),
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
}
