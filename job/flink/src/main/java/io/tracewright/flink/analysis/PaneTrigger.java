package io.tracewright.flink.analysis;

import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Fires when a window is over, again for everything late, and a last time when nothing more is
 * waited for: Flink's own timer for that calls the trigger too.
 */
final class PaneTrigger extends Trigger<GroupSummary, TimeWindow> {
  private static final long serialVersionUID = 1;

  @Override
  public TriggerResult onElement(
      GroupSummary element, long timestamp, TimeWindow window, TriggerContext context) {
    if (window.maxTimestamp() <= context.getCurrentWatermark()) {
      return TriggerResult.FIRE;
    }
    context.registerEventTimeTimer(window.maxTimestamp());
    return TriggerResult.CONTINUE;
  }

  @Override
  public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext context) {
    return TriggerResult.FIRE;
  }

  @Override
  public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext context) {
    return TriggerResult.CONTINUE;
  }

  @Override
  public void clear(TimeWindow window, TriggerContext context) {
    context.deleteEventTimeTimer(window.maxTimestamp());
  }
}
