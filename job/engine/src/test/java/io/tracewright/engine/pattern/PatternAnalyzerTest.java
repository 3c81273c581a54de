package io.tracewright.engine.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.PlantedTraces;
import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.summary.GroupKey;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Pattern;
import io.tracewright.model.run.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Patterns of a generated week of the default preset. */
class PatternAnalyzerTest {
  private static final RunSpec RUN = TestRuns.onBuiltinCorpora(Profiles.DEFAULT, 7, 20_000, 1_000);
  private static final SummaryPlan PLAN = SummaryPlan.of(RUN);
  private static final AnalysisWindow WEEK =
      new AnalysisWindow("test", "", "", RUN.windowStartMs(), RUN.windowEndMs());

  private static Map<GroupKey, Summary> groups;

  @BeforeAll
  static void generate() {
    groups = PlantedTraces.summaries(RUN, PLAN);
  }

  @Test
  void theWholeRunShowsItsDaysAndItsBusyHours() {
    SortedMap<Integer, Summary.Bin> bins = new TreeMap<>();
    long[] hourOfWeek = new long[Summary.HOURS_OF_WEEK];
    for (Summary summary : groups.values()) {
      summary
          .timeline()
          .forEach((bin, counts) -> bins.merge(bin, counts, PatternAnalyzerTest::sum));
      for (int hour = 0; hour < hourOfWeek.length; hour++) {
        hourOfWeek[hour] += summary.hourOfWeek()[hour];
      }
    }
    List<Pattern> patterns = PatternAnalyzer.overall(WEEK, PLAN, bins, hourOfWeek);
    assertThat(patterns)
        .filteredOn(p -> p.kind().equals("period"))
        .extracting(Pattern::subject)
        .containsExactly("24.0 h");
    // The morning of New York is the afternoon of Berlin.
    for (String day : List.of("Mon", "Tue", "Wed", "Thu", "Fri")) {
      assertThat(patterns)
          .filteredOn(p -> p.kind().equals("peak"))
          .extracting(Pattern::subject)
          .anyMatch(subject -> subject.matches(day + " 1[234]:00 to 1[678]:00 UTC"));
    }
    assertThat(patterns)
        .extracting(Pattern::subject)
        .noneMatch(subject -> subject.startsWith("Sat") || subject.startsWith("Sun"));
  }

  private static Summary.Bin sum(Summary.Bin one, Summary.Bin other) {
    return new Summary.Bin(
        one.traces() + other.traces(),
        one.errors() + other.errors(),
        one.latencyUs() + other.latencyUs());
  }

  @Test
  void figuresAreInTheirRangesAndBounded() {
    List<String> kinds = new ArrayList<>();
    groups.forEach(
        (key, summary) -> {
          AnalysisWindow window =
              new AnalysisWindow(
                  "test",
                  key.tenant(),
                  key.workload(),
                  PLAN.paneStartMs(key.pane()),
                  PLAN.paneEndMs(key.pane()));
          List<Pattern> patterns = PatternAnalyzer.analyse(window, PLAN, summary);
          assertThat(PatternAnalyzer.analyse(window, PLAN, summary)).isEqualTo(patterns);
          for (Pattern pattern : patterns) {
            kinds.add(pattern.kind());
            assertThat(pattern.window()).isEqualTo(window);
            assertThat(pattern.count()).isPositive();
            assertThat(pattern.support()).matches(s -> Double.isNaN(s) || (s > 0 && s <= 1));
            assertThat(pattern.strength()).isFinite();
            assertThat(pattern.text()).endsWith(".");
          }
          for (String kind : kinds) {
            assertThat(patterns)
                .filteredOn(p -> p.kind().equals(kind))
                .hasSizeLessThanOrEqualTo(PatternAnalyzer.MAX_OF_A_KIND);
          }
        });
    assertThat(kinds).contains("tool_sequence", "correlation", "period");
  }

  @Test
  void nothingShowsNothing() {
    assertThat(PatternAnalyzer.analyse(WEEK, PLAN, new Summary(10))).isEmpty();
    assertThat(
            PatternAnalyzer.overall(WEEK, PLAN, new TreeMap<>(), new long[Summary.HOURS_OF_WEEK]))
        .isEmpty();
  }
}
