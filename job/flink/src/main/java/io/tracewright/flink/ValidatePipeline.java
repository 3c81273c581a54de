package io.tracewright.flink;

import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.engine.summary.SummaryPlan;
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
 * table-source ─► chunk-summarizer ─► AnalysisBranch
 * </pre>
 *
 * <p>Ranges of traces come in no order of time: windows fire when all has been read.
 */
final class ValidatePipeline {
  /** Sorting a range takes the server a while before the first row. */
  private static final Duration SILENCE = Duration.ofMinutes(15);

  private final ValidateSpec spec;
  private final TableLook table;
  private final CorpusLoader corpora;

  ValidatePipeline(ValidateSpec spec, TableLook table, CorpusLoader corpora) {
    this.spec = spec;
    this.table = table;
    this.corpora = corpora;
  }

  void writeTo(ClickHouseOptions clickHouse, StreamExecutionEnvironment job) {
    TableAudit audit = TableAudit.of(spec, table, System.currentTimeMillis());
    SummaryPlan plan = audit.plan();
    ClickHouseOptions patient = clickHouse.withTimeouts(clickHouse.connectTimeout(), SILENCE);
    SingleOutputStreamOperator<TableBatch> summarized =
        job.fromSource(
                new TableSource(patient, table.query(), spec.runId()),
                WatermarkStrategy.noWatermarks(),
                OperatorIds.TABLE_SOURCE.displayName(),
                TableBatch.TYPE)
            .uid(OperatorIds.TABLE_SOURCE.uid())
            .transform(
                OperatorIds.SUMMARIZER.displayName(),
                TableBatch.TYPE,
                new SummarizeBatches<>(plan, OperatorIds.SUMMARIZER.displayName(), audit))
            .uid(OperatorIds.SUMMARIZER.uid());
    summarized
        .sinkTo(new DiscardingSink<>())
        .uid(OperatorIds.EVENTS.uid())
        .name(OperatorIds.EVENTS.displayName());
    Analysts analysts = Analysts.of(plan, TableJudge.of(spec, audit, corpora));
    AnalysisBranch.write(
        new AnalysisBranch(plan, analysts).of(summarized), spec.reportId(), clickHouse);
  }
}
