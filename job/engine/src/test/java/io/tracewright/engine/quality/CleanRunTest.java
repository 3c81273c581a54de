package io.tracewright.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.report.Check;
import io.tracewright.model.report.Finding;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.StepFailure;
import io.tracewright.model.run.RunSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Right runs are called good; each verdict is wrong with a probability below 1e-3. */
class CleanRunTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "default",
        "ecommerce",
        "financial_services",
        "gaming",
        "healthcare_diagnostics",
        "research"
      })
  void runsAsTheyWereAskedForAreGood(String preset) {
    for (long seed = 1; seed <= 5; seed++) {
      RunSpec spec = TestRuns.onBuiltinCorpora(Presets.read(preset), seed, 20_000, 250);
      QualityReport report =
          Judged.verdict(spec, Judged.reference(spec, 8_000), Judged.run(spec, batch -> {}));
      assertThat(report.findings()).extracting(Finding::text).isEmpty();
      assertThat(report.verdict()).isEqualTo(QualityReport.GOOD);
      assertThat(report.rows()).isGreaterThan(100_000);
      assertThat(report.checks()).hasSizeGreaterThan(200);
      assertThat(report.scores().overall()).isBetween(0.99, 1.0);
      assertThat(report.notAssessed()).isEmpty();
    }
  }

  /** Every deviation that a million rows can show would be seen. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aMillionRowsAreGood(long seed) {
    RunSpec spec = TestRuns.onBuiltinCorpora(Presets.read("default"), seed, 112_000, 900);
    QualityReport report =
        Judged.verdict(spec, Judged.reference(spec, 20_000), Judged.run(spec, batch -> {}));
    assertThat(report.findings()).extracting(Finding::text).isEmpty();
    assertThat(report.verdict()).isEqualTo(QualityReport.GOOD);
    assertThat(report.rows()).isGreaterThan(1_000_000);
    assertThat(report.notAssessed()).isEmpty();
  }

  /** A hundred traces prove little, and so accuse of nothing. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 2_000})
  void smallRunsAreGood(int traces) {
    for (long seed = 1; seed <= 3; seed++) {
      RunSpec spec = TestRuns.onBuiltinCorpora(Profiles.DEFAULT, seed, traces, 250);
      QualityReport report =
          Judged.verdict(spec, Judged.reference(spec, 5_000), Judged.run(spec, batch -> {}));
      assertThat(report.findings()).extracting(Finding::text).isEmpty();
    }
  }

  /** What a span adds to a constant law is no deviation. */
  @Test
  void aConstantLawIsKept() {
    WorkloadProfile profile =
        Profiles.withTools(
            tool -> Profiles.patch(tool, "{'latency_ms': {'family': 'constant', 'value': 40}}"));
    RunSpec spec = TestRuns.onBuiltinCorpora(profile, 1, 4_000, 250);
    QualityReport report =
        Judged.verdict(spec, Judged.reference(spec, 2_000), Judged.run(spec, batch -> {}));
    assertThat(report.findings()).extracting(Finding::text).isEmpty();
    assertThat(report.checks())
        .extracting(Check::subject)
        .contains("latency_ms of execute_tool postgres_lookup");
  }

  /** The same profile with other seeds: other users, other incidents, the same traffic. */
  @Test
  void aTableLikeTheProfileIsGood() {
    for (long seed = 1; seed <= 3; seed++) {
      RunSpec made = TestRuns.onBuiltinCorpora(Profiles.DEFAULT, seed, 20_000, 250);
      RunSpec other = TestRuns.onBuiltinCorpora(Profiles.DEFAULT, seed + 100, 20_000, 250);
      QualityReport report =
          Verdict.of(
              "other.spans",
              Expectation.like(other, Judged.reference(other, 8_000)),
              Judged.run(made, batch -> {}),
              List.of());
      assertThat(report.findings()).extracting(Finding::text).isEmpty();
    }
  }

  @Test
  void aTableLikeAnotherIsGoodAndOneUnlikeItIsBad() {
    RunSummary one = summary("default", 1);
    RunSummary same = summary("default", 2);
    RunSummary other = summary("research", 3);
    Expectation expected = Expectation.like("one", one);
    assertThat(Verdict.of("t", expected, same, List.of()).findings()).isEmpty();
    QualityReport report = Verdict.of("t", expected, other, List.of());
    assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
    assertThat(report.scores().accuracy()).isLessThan(0.7);
  }

  private static RunSummary summary(String preset, long seed) {
    RunSpec spec = TestRuns.onBuiltinCorpora(Presets.read(preset), seed, 8_000, 250);
    return Judged.run(spec, batch -> {});
  }

  /** Half of a run is no good run, and nobody knows what was in the other half. */
  @Test
  void rowsThatWereNotLookedAtAreNotGood() {
    RunSpec spec = TestRuns.onBuiltinCorpora(Profiles.DEFAULT, 2, 4_000, 250);
    RunSpec half = TestRuns.onBuiltinCorpora(Profiles.DEFAULT, 2, 2_000, 250);
    RunSummary part = Judged.run(half, batch -> {});
    List<StepFailure> failures = List.of(new StepFailure("r", "chunk-summarizer", "no more"));
    for (Expectation expected :
        List.of(Expectation.NONE, Expectation.of(spec, Judged.reference(spec, 4_000)))) {
      QualityReport report = Verdict.of("t", expected, part, failures);
      assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
      assertThat(report.findings())
          .extracting(Finding::check)
          .contains("unseen_rows")
          .doesNotContain("completeness");
    }
  }

  /** Names that hold identifiers cannot be counted apart: no verdict is built on them. */
  @Test
  void tooManyNamesAreNotAssessed() {
    RunSpec spec = TestRuns.onBuiltinCorpora(Profiles.DEFAULT, 2, 4_000, 250);
    int[] next = {0};
    RunSummary flood =
        Judged.run(
            spec,
            batch -> {
              for (int row = 0; row < batch.rows(); row++) {
                batch.operationName.set(row, "GET /orders/" + next[0]++ % 6_000);
              }
            });
    RunSummary usual = Judged.run(spec, batch -> {});
    for (QualityReport report :
        List.of(
            Verdict.of("t", Expectation.like("flood", flood), usual, List.of()),
            Verdict.of("t", Expectation.like("usual", usual), flood, List.of()))) {
      assertThat(report.notAssessed()).contains("operation_name: more than 4096 different values");
      assertThat(report.checks())
          .filteredOn(check -> List.of("share", "entropy", "coverage").contains(check.name()))
          .extracting(Check::subject)
          .doesNotContain("operation_name");
      assertThat(report.findings()).extracting(Finding::check).doesNotContain("coverage");
    }
  }

  @Test
  void whatIsNotKnownIsNotHeldAgainstATable() {
    RunSummary seen = summary("gaming", 4);
    QualityReport report =
        Verdict.of(
            "t", Expectation.NONE, seen, List.of(new StepFailure("r", "data-clusterer", "no")));
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(QualityReport.GOOD);
    assertThat(report.notAssessed())
        .hasSize(2)
        .contains("data-clusterer: disabled, because it failed with: no");
    assertThat(report.shapes().distributions())
        .allSatisfy(shape -> assertThat(shape.expected()).isEmpty())
        .isNotEmpty();
  }

  @Test
  void shapesShowWhatIsSeenAndExpected() {
    RunSpec spec = TestRuns.onBuiltinCorpora(Profiles.DEFAULT, 6, 8_000, 250);
    QualityReport report =
        Judged.verdict(spec, Judged.reference(spec, 8_000), Judged.run(spec, batch -> {}));
    assertThat(report.shapes().hourOfWeek()).hasSize(168);
    assertThat(report.shapes().hourOfWeek().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(8_000);
    assertThat(report.shapes().shares())
        .filteredOn(share -> share.dimension().equals("workload_type"))
        .allSatisfy(share -> assertThat(share.seen()).isCloseTo(share.expected(), within(0.03)))
        .hasSize(5);
    // The reference of as many traces as the run has is the run itself.
    assertThat(report.shapes().distributions())
        .allSatisfy(shape -> assertThat(shape.seen()).isEqualTo(shape.expected()));
  }
}
