package io.tracewright.flink.analysis;

import io.tracewright.engine.cluster.ClusterMemory;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.report.ClusterReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Groups the traces of every sliding window, and knows the window before, so that a group keeps its
 * number.
 *
 * <p>A window that fires again, which it does only before the next fires, is held against the same
 * window before as the first time: so of each key what was known after the last two windows is
 * kept, until the plan is over.
 */
public final class ClusterWindows
    extends KeyedProcessFunction<TenantWorkload, WindowSummary, ClusterReport> {
  private static final long serialVersionUID = 1;

  private static final MapStateDescriptor<Long, ClusterMemory> MEMORIES =
      new MapStateDescriptor<>("cluster-memories", Types.LONG, ClusterMemorySerializer.TYPE);

  private final SummaryPlan plan;
  private final String step;
  private final ClusterAnalyst analyst;
  private transient MapState<Long, ClusterMemory> memoryByEndMs;
  private transient Guard guard;

  public ClusterWindows(SummaryPlan plan, String step, ClusterAnalyst analyst) {
    this.plan = plan;
    this.step = step;
    this.analyst = analyst;
  }

  @Override
  public void open(OpenContext context) {
    memoryByEndMs = getRuntimeContext().getMapState(MEMORIES);
    guard = new Guard(plan.runId(), step, getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(WindowSummary window, Context context, Collector<ClusterReport> out)
      throws Exception {
    long endMs = window.window().endMs();
    Long endMsBefore = latestBefore(endMs);
    ClusterMemory before =
        endMsBefore == null ? ClusterMemory.NONE : memoryByEndMs.get(endMsBefore);
    Optional<ClusterReport> report =
        guard.call(
            () -> analyst.cluster(window, before),
            Optional.empty(),
            failure -> context.output(Guard.FAILURES, failure));
    if (report.isPresent()) {
      forgetBefore(endMsBefore == null ? endMs : endMsBefore);
      memoryByEndMs.put(endMs, before.after(report.get()));
      context.timerService().registerEventTimeTimer(forgetAllAtMs());
      out.collect(report.get());
    }
  }

  private Long latestBefore(long endMs) throws Exception {
    Long latest = null;
    for (Long known : memoryByEndMs.keys()) {
      if (known < endMs && (latest == null || known > latest)) {
        latest = known;
      }
    }
    return latest;
  }

  private void forgetBefore(long endMs) throws Exception {
    List<Long> old = new ArrayList<>();
    for (Long known : memoryByEndMs.keys()) {
      if (known < endMs) {
        old.add(known);
      }
    }
    for (Long known : old) {
      memoryByEndMs.remove(known);
    }
  }

  /** After the last window has fired for the last time. */
  private long forgetAllAtMs() {
    return plan.endMs() + EmitWindows.allowedLatenessMs(plan);
  }

  @Override
  public void onTimer(long timeMs, OnTimerContext context, Collector<ClusterReport> out) {
    memoryByEndMs.clear();
  }
}
