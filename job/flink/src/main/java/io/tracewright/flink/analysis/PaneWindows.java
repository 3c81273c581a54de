package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.SummaryPlan;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Assigns a summary by its pane: a whole one to the tumbling window that is the pane, a sample to
 * the sliding windows of two panes that end with the pane and with the next. The first sliding
 * window begins a pane before the plan.
 *
 * <p>Not by the record's time: the traces of a batch may fall into two panes.
 */
public final class PaneWindows extends WindowAssigner<GroupSummary, TimeWindow> {
  private static final long serialVersionUID = 1;

  private final SummaryPlan plan;

  public PaneWindows(SummaryPlan plan) {
    this.plan = plan;
  }

  @Override
  public Collection<TimeWindow> assignWindows(
      GroupSummary element, long timestamp, WindowAssignerContext context) {
    int pane = element.group().pane();
    if (element.part() != GroupSummary.Part.SAMPLE) {
      return List.of(new TimeWindow(plan.paneStartMs(pane), plan.paneEndMs(pane)));
    }
    TimeWindow ending = sliding(pane);
    return pane + 1 < plan.panes() ? List.of(ending, sliding(pane + 1)) : List.of(ending);
  }

  /** The sliding window that ends with a pane; it also tells itself from the pane by its start. */
  private TimeWindow sliding(int pane) {
    return new TimeWindow(plan.paneStartMs(pane) - plan.paneMs(), plan.paneEndMs(pane));
  }

  /** Whether a window is one pane, and not two. */
  static boolean isTumbling(SummaryPlan plan, TimeWindow window) {
    return window.getStart() == plan.paneStartMs(lastPane(plan, window));
  }

  static int lastPane(SummaryPlan plan, TimeWindow window) {
    return plan.pane(window.getEnd() - 1);
  }

  @Override
  public Trigger<GroupSummary, TimeWindow> getDefaultTrigger() {
    return new PaneTrigger();
  }

  @Override
  public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig config) {
    return new TimeWindow.Serializer();
  }

  @Override
  public boolean isEventTime() {
    return true;
  }
}
