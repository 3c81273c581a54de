package io.tracewright.flink;

import io.tracewright.clickhouse.BatchAck;
import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.clickhouse.ClickHouseSink;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.flink.AnalysisBranch.Findings;
import io.tracewright.flink.analysis.Analysts;
import io.tracewright.flink.analysis.BatchSummarizer;
import io.tracewright.flink.analysis.RunJudge;
import io.tracewright.flink.analysis.SummarizeBatches;
import io.tracewright.flink.functions.ChunkExpander;
import io.tracewright.flink.functions.CorpusLoader;
import io.tracewright.flink.functions.RecordGroundTruth;
import io.tracewright.flink.functions.ValidateTraces;
import io.tracewright.flink.sink.EventsEncoder;
import io.tracewright.flink.sink.ProgressRow;
import io.tracewright.flink.sink.ReportSinks;
import io.tracewright.flink.source.ChunkSource;
import io.tracewright.flink.source.SlotWatermarks;
import io.tracewright.flink.type.SpanBatchSerializer;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The whole topology.
 *
 * <pre>
 * chunk-source ─► generation-engine ─► trace-validator ─► chunk-summarizer ─► ground-truth-recorder ─► ingestion
 *                                            │                  │                     │                 └► run-progress
 *                                            └► rejected-events └► AnalysisBranch     └► ground-truth
 * </pre>
 *
 * <p>The hot path, the upper line, is one chain with forward edges, so that a checkpoint barrier
 * falls between chunks and never inside one. What reports on the run crosses to single tasks beside
 * it.
 */
public final class TracePipeline {
  private final RunSpec spec;
  private final ProcessFunction<ChunkDescriptor, SpanBatch> expander;
  private final Optional<Analysis> analysis;

  /** A pipeline with all analysis. */
  public TracePipeline(RunSpec spec, CorpusLoader corpora) {
    this(spec, new ChunkExpander(spec, corpora), Optional.of(Analysis.of(spec, corpora)));
  }

  /** A pipeline whose spans another function makes and others look at: tests break the rules. */
  TracePipeline(
      RunSpec spec,
      ProcessFunction<ChunkDescriptor, SpanBatch> expander,
      Optional<Analysis> analysis) {
    this.spec = spec;
    this.expander = expander;
    this.analysis = analysis;
  }

  /** The same pipeline, whose rows nobody looks at. */
  public TracePipeline withoutAnalysis() {
    return new TracePipeline(spec, expander, Optional.empty());
  }

  /**
   * How a run is analysed.
   *
   * @param plan how its time is cut
   * @param summarizer summarises its batches
   * @param analysts who looks at the summaries
   */
  record Analysis(
      SummaryPlan plan, BatchSummarizer.Factory<SpanBatch> summarizer, Analysts analysts) {
    static Analysis of(RunSpec spec, CorpusLoader corpora) {
      return of(spec, corpora, SummaryPlan.of(spec));
    }

    static Analysis of(RunSpec spec, CorpusLoader corpora, SummaryPlan plan) {
      return new Analysis(
          plan,
          BatchSummarizer.of(plan),
          Analysts.of(plan, RunJudge.ofRun(spec.table(), spec, corpora)));
    }
  }

  /** Adds the run to a job that writes to ClickHouse. */
  public void writeTo(
      ClickHouseOptions clickHouse, int maxInFlight, StreamExecutionEnvironment job) {
    SingleOutputStreamOperator<SpanBatch> checked = checked(job);
    SingleOutputStreamOperator<SpanBatch> recorded =
        analysed(checked, findings -> AnalysisBranch.write(findings, spec.runId(), clickHouse))
            .process(new RecordGroundTruth())
            .returns(SpanBatchSerializer.TYPE)
            .uid(OperatorIds.RECORDER.uid())
            .name(OperatorIds.RECORDER.displayName());
    recorded
        .sinkTo(
            ClickHouseSink.<SpanBatch>builder()
                .options(clickHouse)
                .table(spec.table())
                .encoder(new EventsEncoder(spec.profile().anomalies().hidden()))
                .maxInFlight(maxInFlight)
                .onAcknowledged(acks -> reportProgress(acks, clickHouse))
                .build())
        .uid(OperatorIds.EVENTS.uid())
        .name(OperatorIds.EVENTS.displayName());
    checked
        .getSideOutput(ValidateTraces.REJECTED)
        .sinkTo(ReportSinks.rejected(clickHouse))
        .setParallelism(1)
        .uid(OperatorIds.REJECTED.uid())
        .name(OperatorIds.REJECTED.displayName());
    recorded
        .getSideOutput(RecordGroundTruth.LABELLED)
        .sinkTo(ReportSinks.groundTruth(clickHouse))
        .setParallelism(1)
        .uid(OperatorIds.GROUND_TRUTH.uid())
        .name(OperatorIds.GROUND_TRUTH.displayName());
  }

  /** Adds the run to a job that throws its rows away, to measure what comes before the sink. */
  public void discard(StreamExecutionEnvironment job) {
    analysed(checked(job), AnalysisBranch::discard)
        .sinkTo(new DiscardingSink<>())
        .uid(OperatorIds.EVENTS.uid())
        .name(OperatorIds.EVENTS.displayName());
  }

  /** Adds everything up to the sink: batches that are checked, their bad traces barred. */
  public SingleOutputStreamOperator<SpanBatch> checked(StreamExecutionEnvironment job) {
    return job.fromSource(
            new ChunkSource(spec), SlotWatermarks.STRATEGY, OperatorIds.CHUNK_SOURCE.displayName())
        .uid(OperatorIds.CHUNK_SOURCE.uid())
        .process(expander)
        .returns(SpanBatchSerializer.TYPE)
        .uid(OperatorIds.EXPANDER.uid())
        .name(OperatorIds.EXPANDER.displayName())
        .process(new ValidateTraces(spec))
        .returns(SpanBatchSerializer.TYPE)
        .uid(OperatorIds.VALIDATOR.uid())
        .name(OperatorIds.VALIDATOR.displayName());
  }

  /** Adds the analysis, if there is to be one, and gives the rows, which pass it untouched. */
  private DataStream<SpanBatch> analysed(
      SingleOutputStreamOperator<SpanBatch> checked, Consumer<Findings> write) {
    if (analysis.isEmpty()) {
      return checked;
    }
    Analysis how = analysis.get();
    SingleOutputStreamOperator<SpanBatch> summarized =
        checked
            .transform(
                OperatorIds.SUMMARIZER.displayName(),
                SpanBatchSerializer.TYPE,
                new SummarizeBatches<>(
                    how.plan(), OperatorIds.SUMMARIZER.displayName(), how.summarizer()))
            .uid(OperatorIds.SUMMARIZER.uid());
    write.accept(new AnalysisBranch(how.plan(), how.analysts()).of(summarized));
    return summarized;
  }

  private static void reportProgress(DataStream<BatchAck> acks, ClickHouseOptions clickHouse) {
    acks.map(ProgressRow::of)
        .returns(ProgressRow.class)
        .uid(OperatorIds.PROGRESS_ROWS.uid())
        .name(OperatorIds.PROGRESS_ROWS.displayName())
        .sinkTo(ReportSinks.progress(clickHouse))
        .setParallelism(1)
        .uid(OperatorIds.PROGRESS.uid())
        .name(OperatorIds.PROGRESS.displayName());
  }
}
