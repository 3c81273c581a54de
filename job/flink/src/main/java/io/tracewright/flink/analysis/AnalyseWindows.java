package io.tracewright.flink.analysis;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets an analyst look at every window. It remembers nothing from window to window.
 *
 * @param <R> what it finds
 */
public final class AnalyseWindows<R> extends ProcessFunction<WindowSummary, R> {
  private static final long serialVersionUID = 1;

  private final String runId;
  private final String step;
  private final WindowAnalyst<R> analyst;
  private transient Guard guard;

  public AnalyseWindows(String runId, String step, WindowAnalyst<R> analyst) {
    this.runId = runId;
    this.step = step;
    this.analyst = analyst;
  }

  @Override
  public void open(OpenContext context) {
    guard = new Guard(runId, step, getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(WindowSummary window, Context context, Collector<R> out) {
    guard
        .call(
            () -> analyst.analyse(window),
            List.<R>of(),
            failure -> context.output(Guard.FAILURES, failure))
        .forEach(out::collect);
  }
}
