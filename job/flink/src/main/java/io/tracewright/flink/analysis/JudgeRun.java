package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.report.Pattern;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.StepFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps what was seen of a run, and of what it is held against, and gives the verdict when the
 * input has ended.
 */
public final class JudgeRun
    extends KeyedCoProcessFunction<String, GroupSummary, StepFailure, QualityReport> {
  private static final long serialVersionUID = 1;

  /** Patterns of the run as a whole. */
  public static final OutputTag<Pattern> PATTERNS = new OutputTag<>("run-patterns") {};

  private static final ValueStateDescriptor<RunSummary> SEEN =
      new ValueStateDescriptor<>("run-summary", RunSummarySerializer.TYPE);
  private static final ValueStateDescriptor<RunSummary> REFERENCE =
      new ValueStateDescriptor<>("reference-summary", RunSummarySerializer.TYPE);
  private static final MapStateDescriptor<String, StepFailure> FAILURES =
      new MapStateDescriptor<>(
          "step-failures", Types.STRING, TypeInformation.of(StepFailure.class));

  /** The last watermark's time: no more input follows. */
  private static final long END_OF_INPUT = Long.MAX_VALUE;

  private final SummaryPlan plan;
  private final SummaryPlan referencePlan;
  private final String step;
  private final Judge judge;
  private transient ValueState<RunSummary> seen;
  private transient ValueState<RunSummary> reference;
  private transient MapState<String, StepFailure> failures;
  private transient Guard guard;
  private transient Guard patterns;

  /** A judge of a run by what is known of it. */
  public JudgeRun(SummaryPlan plan, String step, Judge judge) {
    this(plan, plan, step, judge);
  }

  /**
   * A judge of a run that also looks at summaries of a reference.
   *
   * @param referencePlan how the reference's time is cut
   */
  public JudgeRun(SummaryPlan plan, SummaryPlan referencePlan, String step, Judge judge) {
    this.plan = plan;
    this.referencePlan = referencePlan;
    this.step = step;
    this.judge = judge;
  }

  @Override
  public void open(OpenContext context) {
    seen = getRuntimeContext().getState(SEEN);
    reference = getRuntimeContext().getState(REFERENCE);
    failures = getRuntimeContext().getMapState(FAILURES);
    guard = new Guard(plan.runId(), step, getRuntimeContext().getMetricGroup());
    patterns = new Guard(plan.runId(), "run-patterns", getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement1(GroupSummary group, Context context, Collector<QualityReport> out)
      throws Exception {
    boolean isReference = group.part() == GroupSummary.Part.REFERENCE;
    ValueState<RunSummary> kept = isReference ? reference : seen;
    RunSummary before = known(kept, isReference ? referencePlan : plan);
    List<StepFailure> failure = new ArrayList<>();
    RunSummary after =
        guard.call(
            () -> {
              before.add(group.group(), group.summary());
              return before;
            },
            before,
            failure::add);
    kept.update(after);
    remember(failure);
    context.timerService().registerEventTimeTimer(END_OF_INPUT);
  }

  @Override
  public void processElement2(StepFailure failure, Context context, Collector<QualityReport> out)
      throws Exception {
    remember(List.of(failure));
    context.timerService().registerEventTimeTimer(END_OF_INPUT);
  }

  private static RunSummary known(ValueState<RunSummary> kept, SummaryPlan plan)
      throws IOException {
    RunSummary known = kept.value();
    return known == null ? new RunSummary(plan) : known;
  }

  /** One failure a step, whichever of its tasks reports first. */
  private void remember(List<StepFailure> reported) throws Exception {
    for (StepFailure failure : reported) {
      StepFailure known = failures.get(failure.step());
      if (known == null || failure.message().compareTo(known.message()) < 0) {
        failures.put(failure.step(), failure);
      }
    }
  }

  @Override
  public void onTimer(long timeMs, OnTimerContext context, Collector<QualityReport> out)
      throws Exception {
    RunSummary all = known(seen, plan);
    RunSummary others = reference.value();
    Judge informed = others == null ? judge : judge.knowing(others);
    List<StepFailure> reported = new ArrayList<>();
    failures.values().forEach(reported::add);
    reported.sort(Comparator.comparing(StepFailure::step));
    patterns
        .call(() -> WholeRun.patterns(all), List.<Pattern>of(), reported::add)
        .forEach(pattern -> context.output(PATTERNS, pattern));
    Optional<QualityReport> report =
        guard.call(
            () -> Optional.of(informed.judge(all, reported)), Optional.empty(), reported::add);
    out.collect(report.orElseGet(() -> Unjudged.report(all, reported)));
    seen.clear();
    reference.clear();
    failures.clear();
  }
}
