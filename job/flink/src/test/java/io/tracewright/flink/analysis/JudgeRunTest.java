package io.tracewright.flink.analysis;

import static io.tracewright.flink.analysis.Summaries.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.summary.RunSummary;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.StepFailure;
import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JudgeRunTest {
  private static final List<SpanBatch> BATCHES = Summaries.batches();

  /** Says how many rows it was given, and what failed. */
  private static final Judge COUNTS = Unjudged::report;

  private KeyedTwoInputStreamOperatorTestHarness<String, GroupSummary, StepFailure, QualityReport>
      run;

  @BeforeEach
  void open() throws Exception {
    open(COUNTS, null);
  }

  @AfterEach
  void close() throws Exception {
    run.close();
  }

  @Test
  void theVerdictComesWhenTheInputHasEndedAndOnce() throws Exception {
    add(0);
    add(1);
    run.processBothWatermarks(new Watermark(PLAN.endMs() + 100 * PLAN.paneMs()));
    assertThat(reports()).isEmpty();
    run.processBothWatermarks(Watermark.MAX_WATERMARK);
    assertThat(reports()).hasSize(1);
    assertThat(reports().get(0).traces()).isEqualTo(200);
    assertThat(reports().get(0).rows()).isEqualTo(rows(0) + rows(1));
    assertThat(run.numKeyedStateEntries()).isZero();
    assertThat(run.numEventTimeTimers()).isZero();
  }

  @Test
  void failuresAreNamedOncePerStep() throws Exception {
    run.processElement2(new StreamRecord<>(new StepFailure("test", "pattern-analyzer", "b")));
    run.processElement2(new StreamRecord<>(new StepFailure("test", "pattern-analyzer", "a")));
    run.processElement2(new StreamRecord<>(new StepFailure("test", "anomaly-detector", "c")));
    run.processBothWatermarks(Watermark.MAX_WATERMARK);
    assertThat(reports()).hasSize(1);
    assertThat(reports().get(0).notAssessed())
        .containsExactly(
            "anomaly-detector failed and was disabled: c",
            "pattern-analyzer failed and was disabled: a");
  }

  /** Nobody has called the data good, so nobody may believe it. */
  @Test
  void aJudgeThatThrowsLeavesAReportThatSaysSo() throws Exception {
    close();
    open(
        (seen, failures) -> {
          throw new IllegalStateException("no reference");
        },
        null);
    add(0);
    run.processBothWatermarks(Watermark.MAX_WATERMARK);
    assertThat(reports()).hasSize(1);
    assertThat(reports().get(0).verdict()).isEqualTo(QualityReport.BAD);
    assertThat(reports().get(0).traces()).isEqualTo(100);
    assertThat(reports().get(0).notAssessed())
        .containsExactly(
            "quality-validator failed and was disabled: java.lang.IllegalStateException: no"
                + " reference");
  }

  @Test
  void whatWasSeenSurvivesARestart() throws Exception {
    add(0);
    run.processElement2(new StreamRecord<>(new StepFailure("test", "pattern-analyzer", "a")));
    OperatorSubtaskState snapshot = run.snapshot(1, 1);
    close();
    open(COUNTS, snapshot);
    add(1);
    run.processBothWatermarks(Watermark.MAX_WATERMARK);
    assertThat(reports()).hasSize(1);
    assertThat(reports().get(0).traces()).isEqualTo(200);
    assertThat(reports().get(0).notAssessed()).hasSize(1);
  }

  /** What others hold is no part of the run, and is known when the run is judged. */
  @Test
  void theJudgeKnowsTheReferenceAndItSurvivesARestart() throws Exception {
    close();
    open(new Compares(), null);
    add(0);
    run.processElement1(
        new StreamRecord<>(
            Summaries.of("acme", "chat", 0, BATCHES.get(1), BATCHES.get(2)).asReference()));
    OperatorSubtaskState snapshot = run.snapshot(1, 1);
    close();
    open(new Compares(), snapshot);
    run.processElement1(
        new StreamRecord<>(Summaries.of("acme", "chat", 3, BATCHES.get(3)).asReference()));
    run.processBothWatermarks(Watermark.MAX_WATERMARK);
    assertThat(reports()).hasSize(1);
    assertThat(reports().get(0).traces()).isEqualTo(100);
    assertThat(reports().get(0).notAssessed())
        .containsExactly("300 traces failed and was disabled: of others");
    assertThat(run.numKeyedStateEntries()).isZero();
  }

  /** Says how many traces others have. */
  private static final class Compares implements Judge {
    private static final long serialVersionUID = 1;

    @Override
    public QualityReport judge(RunSummary seen, List<StepFailure> failures) {
      throw new IllegalStateException("of others nothing is known");
    }

    @Override
    public Judge knowing(RunSummary reference) {
      String traces = reference.traces() + " traces";
      return (seen, failures) ->
          Unjudged.report(seen, List.of(new StepFailure("test", traces, "of others")));
    }
  }

  private void open(Judge judge, OperatorSubtaskState state) throws Exception {
    run =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new JudgeRun(PLAN, "quality-validator", judge)),
            group -> "test",
            failure -> "test",
            Types.STRING);
    if (state != null) {
      run.initializeState(state);
    }
    run.open();
  }

  private void add(int batch) throws Exception {
    run.processElement1(
        new StreamRecord<>(Summaries.of("acme", "chat", batch, BATCHES.get(batch))));
  }

  private static long rows(int batch) {
    return BATCHES.get(batch).rows();
  }

  private List<QualityReport> reports() {
    List<QualityReport> found = new ArrayList<>();
    for (Object element : run.getOutput()) {
      if (element instanceof StreamRecord<?> record) {
        found.add((QualityReport) record.getValue());
      }
    }
    return found;
  }
}
