package io.tracewright.flink;

import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.flink.analysis.AnalyseWindows;
import io.tracewright.flink.analysis.Analysts;
import io.tracewright.flink.analysis.ClusterWindows;
import io.tracewright.flink.analysis.EmitWindows;
import io.tracewright.flink.analysis.GroupSummary;
import io.tracewright.flink.analysis.Guard;
import io.tracewright.flink.analysis.JudgeRun;
import io.tracewright.flink.analysis.MergeSummaries;
import io.tracewright.flink.analysis.PaneWindows;
import io.tracewright.flink.analysis.SummarizeBatches;
import io.tracewright.flink.analysis.SummarySerializer;
import io.tracewright.flink.analysis.TenantWorkload;
import io.tracewright.flink.analysis.WindowAnalyst;
import io.tracewright.flink.analysis.WindowSummary;
import io.tracewright.flink.sink.AnalysisSinks;
import io.tracewright.flink.sink.ClusterRow;
import io.tracewright.flink.sink.MemberRow;
import io.tracewright.model.report.Alarm;
import io.tracewright.model.report.ClusterReport;
import io.tracewright.model.report.Pattern;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.StepFailure;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The analysis beside the rows, the same for runs and for tables.
 *
 * <pre>
 * summaries ─► window-summaries ─► data-clusterer     ─► clusters, cluster_members
 *              by tenant and   ├─► pattern-analyzer   ─► patterns
 *              workload        ├─► anomaly-detector   ─► anomalies
 *                              └─► quality-validator  ─► quality_reports
 *                                  by run
 * </pre>
 *
 * <p>Rows of another table that they should look like are summarised by windows of their own, and
 * go to the quality-validator only.
 *
 * <p>What looks at windows is chained to them: only summaries and results cross between tasks.
 */
final class AnalysisBranch {
  private final SummaryPlan plan;
  private final Analysts analysts;
  private final Reference reference;

  AnalysisBranch(SummaryPlan plan, Analysts analysts) {
    this(plan, analysts, null);
  }

  private AnalysisBranch(SummaryPlan plan, Analysts analysts, Reference reference) {
    this.plan = plan;
    this.analysts = analysts;
    this.reference = reference;
  }

  /** The analysis whose verdict also knows of other rows, which an operator summarises. */
  AnalysisBranch against(SummaryPlan ofOthers, SingleOutputStreamOperator<?> summarizer) {
    return new AnalysisBranch(plan, analysts, new Reference(ofOthers, summarizer));
  }

  private record Reference(SummaryPlan plan, SingleOutputStreamOperator<?> summarizer) {
    DataStream<GroupSummary> groups() {
      return named(
          OperatorIds.REFERENCE,
          windows(OperatorIds.REFERENCE_WINDOWS, plan, summarizer)
              .getSideOutput(EmitWindows.SETTLED)
              .map(GroupSummary::asReference)
              .returns(GroupSummary.TYPE));
    }
  }

  /** Streams of what the analysis finds. */
  record Findings(
      DataStream<ClusterReport> clusters,
      DataStream<Pattern> patterns,
      DataStream<Alarm> alarms,
      DataStream<QualityReport> verdict) {}

  /** Adds the analysis of what an operator summarises on the side. */
  Findings of(SingleOutputStreamOperator<?> summarizer) {
    SingleOutputStreamOperator<WindowSummary> windows =
        windows(OperatorIds.WINDOWS, plan, summarizer);
    SingleOutputStreamOperator<ClusterReport> clusters =
        named(
            OperatorIds.CLUSTERER,
            DataStreamUtils.reinterpretAsKeyedStream(
                    windows.getSideOutput(EmitWindows.SLIDING),
                    TenantWorkload::of,
                    TenantWorkload.TYPE)
                .process(
                    new ClusterWindows(
                        plan, OperatorIds.CLUSTERER.displayName(), analysts.clusters())));
    SingleOutputStreamOperator<Pattern> patterns =
        analysed(windows, OperatorIds.PATTERN_ANALYZER, analysts.patterns(), Pattern.class);
    SingleOutputStreamOperator<Alarm> alarms =
        analysed(windows, OperatorIds.ANOMALY_DETECTOR, analysts.anomalies(), Alarm.class);
    DataStream<StepFailure> failures =
        summarizer
            .getSideOutput(Guard.FAILURES)
            .union(
                clusters.getSideOutput(Guard.FAILURES),
                patterns.getSideOutput(Guard.FAILURES),
                alarms.getSideOutput(Guard.FAILURES));
    SingleOutputStreamOperator<QualityReport> verdict = verdict(windows, failures);
    return new Findings(
        clusters, patterns.union(verdict.getSideOutput(JudgeRun.PATTERNS)), alarms, verdict);
  }

  private static SingleOutputStreamOperator<WindowSummary> windows(
      OperatorIds id, SummaryPlan plan, SingleOutputStreamOperator<?> summarizer) {
    return named(
        id,
        summarizer
            .getSideOutput(SummarizeBatches.SUMMARIES)
            .keyBy(TenantWorkload::of, TenantWorkload.TYPE)
            .window(new PaneWindows(plan))
            .allowedLateness(Duration.ofMillis(EmitWindows.allowedLatenessMs(plan)))
            .aggregate(
                new MergeSummaries(),
                new EmitWindows(plan),
                SummarySerializer.TYPE,
                SummarySerializer.TYPE,
                WindowSummary.TYPE));
  }

  private <R> SingleOutputStreamOperator<R> analysed(
      DataStream<WindowSummary> windows,
      OperatorIds step,
      WindowAnalyst<R> analyst,
      Class<R> finding) {
    return named(
        step,
        windows
            .process(new AnalyseWindows<>(plan.runId(), step.displayName(), analyst))
            .returns(finding));
  }

  private SingleOutputStreamOperator<QualityReport> verdict(
      SingleOutputStreamOperator<WindowSummary> windows, DataStream<StepFailure> failures) {
    String run = plan.runId();
    DataStream<GroupSummary> groups = windows.getSideOutput(EmitWindows.SETTLED);
    DataStream<StepFailure> failed = failures;
    SummaryPlan referencePlan = plan;
    if (reference != null) {
      groups = groups.union(reference.groups());
      failed = failed.union(reference.summarizer().getSideOutput(Guard.FAILURES));
      referencePlan = reference.plan();
    }
    return named(
        OperatorIds.VERDICT,
        groups
            .connect(failed)
            .keyBy(group -> run, failure -> run, Types.STRING)
            .process(
                new JudgeRun(
                    plan, referencePlan, OperatorIds.VERDICT.displayName(), analysts.judge()))
            .setParallelism(1));
  }

  /** Adds the tables that the findings go to. */
  static void write(Findings findings, String reportId, ClickHouseOptions clickHouse) {
    AnalysisSinks sinks = new AnalysisSinks(clickHouse, reportId);
    sink(findings.verdict(), OperatorIds.REPORTS, sinks.verdict());
    sink(findings.patterns(), OperatorIds.PATTERNS, sinks.patterns());
    sink(findings.alarms(), OperatorIds.ANOMALIES, sinks.alarms());
    sink(
        named(
            OperatorIds.CLUSTER_ROWS,
            findings.clusters().flatMap(ClusterRow::of).returns(ClusterRow.class)),
        OperatorIds.CLUSTERS,
        sinks.clusters());
    sink(
        named(
            OperatorIds.MEMBER_ROWS,
            findings.clusters().flatMap(MemberRow::of).returns(MemberRow.class)),
        OperatorIds.MEMBERS,
        sinks.members());
  }

  /** Throws the findings away. */
  static void discard(Findings findings) {
    sink(findings.verdict(), OperatorIds.REPORTS, new DiscardingSink<>());
    sink(findings.patterns(), OperatorIds.PATTERNS, new DiscardingSink<>());
    sink(findings.alarms(), OperatorIds.ANOMALIES, new DiscardingSink<>());
    sink(findings.clusters(), OperatorIds.CLUSTERS, new DiscardingSink<>());
  }

  private static <R> void sink(DataStream<R> findings, OperatorIds id, Sink<R> sink) {
    findings.sinkTo(sink).setParallelism(1).uid(id.uid()).name(id.displayName());
  }

  private static <T> SingleOutputStreamOperator<T> named(
      OperatorIds id, SingleOutputStreamOperator<T> operator) {
    return operator.uid(id.uid()).name(id.displayName());
  }
}
