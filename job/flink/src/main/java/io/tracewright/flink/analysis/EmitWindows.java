package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.GroupKey;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.report.AnalysisWindow;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Says what was seen in a window: tumbling ones to the main output, sliding ones on the side, each
 * when it is over and again when something late has come.
 *
 * <p>What is counted over the whole run must count every pane once. So each pane also goes out as
 * settled, exactly once, when nothing more can be added to it.
 */
public final class EmitWindows
    extends ProcessWindowFunction<Summary, WindowSummary, TenantWorkload, TimeWindow> {
  /** Sliding windows. */
  public static final OutputTag<WindowSummary> SLIDING =
      new OutputTag<>("sliding", WindowSummary.TYPE);

  /** Panes, each once. */
  public static final OutputTag<GroupSummary> SETTLED =
      new OutputTag<>("settled", GroupSummary.TYPE);

  private static final long serialVersionUID = 1;

  private static final ValueStateDescriptor<String> PROGRESS =
      new ValueStateDescriptor<>("window-progress", Types.STRING);
  private static final String TOLD = "told";
  private static final String SETTLED_TOO = "settled";

  private final SummaryPlan plan;

  public EmitWindows(SummaryPlan plan) {
    this.plan = plan;
  }

  @Override
  public void process(
      TenantWorkload key,
      Context context,
      Iterable<Summary> summaries,
      Collector<WindowSummary> out)
      throws Exception {
    Summary summary = summaries.iterator().next();
    TimeWindow window = context.window();
    ValueState<String> progress = context.windowState().getState(PROGRESS);
    String before = progress.value();
    boolean settled = context.currentWatermark() >= window.maxTimestamp() + allowedLatenessMs(plan);
    // The watermark may leap past both timers at once; the second then has nothing to add.
    if (!settled || before == null) {
      tell(key, window, summary, context, out);
    }
    if (settled && !SETTLED_TOO.equals(before) && PaneWindows.isTumbling(plan, window)) {
      int pane = PaneWindows.lastPane(plan, window);
      context.output(
          SETTLED,
          GroupSummary.whole(
              new GroupKey(key.tenant(), key.workload(), pane), withoutSuspects(summary)));
    }
    progress.update(settled ? SETTLED_TOO : TOLD);
  }

  private void tell(
      TenantWorkload key,
      TimeWindow window,
      Summary summary,
      Context context,
      Collector<WindowSummary> out) {
    long startMs = Math.max(window.getStart(), plan.startMs());
    WindowSummary seen =
        new WindowSummary(
            new AnalysisWindow(
                plan.runId(), key.tenant(), key.workload(), startMs, window.getEnd()),
            summary);
    if (PaneWindows.isTumbling(plan, window)) {
      out.collect(seen);
    } else {
      context.output(SLIDING, seen);
    }
  }

  /** The verdict does not look at single traces that are odd. */
  private static Summary withoutSuspects(Summary summary) {
    Summary counted = new Summary(SummaryPlan.MAX_SAMPLE, 0);
    counted.merge(summary);
    return counted;
  }

  /** How long summaries may be late: a pane. */
  public static long allowedLatenessMs(SummaryPlan plan) {
    return plan.paneMs();
  }

  @Override
  public void clear(Context context) throws Exception {
    context.windowState().getState(PROGRESS).clear();
  }
}
