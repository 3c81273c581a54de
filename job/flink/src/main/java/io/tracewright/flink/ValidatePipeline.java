package io.tracewright.flink;

import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.flink.analysis.Analysts;
import io.tracewright.flink.analysis.SummarizeBatches;
import io.tracewright.flink.functions.CorpusLoader;
import io.tracewright.flink.table.TableAudit;
import io.tracewright.flink.table.TableBatch;
import io.tracewright.flink.table.TableJudge;
import io.tracewright.flink.table.TableLook;
import io.tracewright.flink.table.TableSource;
import io.tracewright.model.run.ValidateSpec;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The whole topology of a table's validation.
 *
 * <pre>
 * table-source     ─► chunk-summarizer     ─► AnalysisBranch
 * reference-source ─► reference-summarizer ───────┘           when held against another table
 * </pre>
 *
 * <p>Ranges of traces come in no order of time: windows fire when all has been read.
 */
final class ValidatePipeline {
  /** Sorting a range takes the server a while before the first row. */
  private static final Duration SILENCE = Duration.ofMinutes(15);

  private final ValidateSpec spec;
  private final TableLook table;
  private final TableLook reference;
  private final CorpusLoader corpora;

  /**
   * A validation.
   *
   * @param reference of the table that the rows should look like; null: there is none
   */
  ValidatePipeline(ValidateSpec spec, TableLook table, TableLook reference, CorpusLoader corpora) {
    this.spec = spec;
    this.table = table;
    this.reference = reference;
    this.corpora = corpora;
  }

  void writeTo(ClickHouseOptions clickHouse, StreamExecutionEnvironment job) {
    ClickHouseOptions patient = clickHouse.withTimeouts(clickHouse.connectTimeout(), SILENCE);
    long nowMs = System.currentTimeMillis();
    TableAudit audit = TableAudit.of(spec, table, nowMs);
    SingleOutputStreamOperator<TableBatch> summarized =
        summarized(
            job,
            OperatorIds.TABLE_SOURCE,
            new TableSource(patient, table.query(), spec.rows().runId()),
            OperatorIds.SUMMARIZER,
            audit);
    summarized
        .sinkTo(new DiscardingSink<>())
        .uid(OperatorIds.EVENTS.uid())
        .name(OperatorIds.EVENTS.displayName());
    AnalysisBranch analysis =
        new AnalysisBranch(
            audit.plan(), Analysts.of(audit.plan(), TableJudge.of(spec, audit, corpora)));
    if (reference != null) {
      TableAudit others = TableAudit.of("", reference, nowMs);
      analysis =
          analysis.against(
              others.plan(),
              summarized(
                  job,
                  OperatorIds.REFERENCE_SOURCE,
                  new TableSource(patient, reference.query(), ""),
                  OperatorIds.REFERENCE_SUMMARIZER,
                  others));
    }
    AnalysisBranch.write(analysis.of(summarized), spec.reportId(), clickHouse);
  }

  private static SingleOutputStreamOperator<TableBatch> summarized(
      StreamExecutionEnvironment job,
      OperatorIds read,
      TableSource source,
      OperatorIds summarizer,
      TableAudit audit) {
    return job.fromSource(
            source, WatermarkStrategy.noWatermarks(), read.displayName(), TableBatch.TYPE)
        .uid(read.uid())
        .transform(
            summarizer.displayName(),
            TableBatch.TYPE,
            new SummarizeBatches<>(audit.plan(), summarizer.displayName(), audit))
        .uid(summarizer.uid());
  }
}
