package io.tracewright.engine.anomaly;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Makes the tables and the picture of docs/detection.md; not part of the tests. Run it with {@code
 * mvn -B -pl job/engine -am test -Dtest=DetectionStudy -Dsurefire.failIfNoSpecifiedTests=false
 * -Ddetection.traces=100000}: the tables stand in {@code target/detection.md}, the picture in
 * docs/images.
 */
class DetectionStudy {
  private static final double RATE = 0.05;
  private static final long SEED = 7;

  /** Alarms below are not even looked at: the sweep begins here. */
  private static final double LEAST_SCORE = 0.2;

  private static final List<Double> THRESHOLDS =
      List.of(0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0);
  private static final List<String> SWEPT =
      List.of("latency_spike", "error_burst", "degradation", "odd_tool_sequence");
  private static final List<String> KINDS =
      List.of(
          "latency_spike",
          "degradation",
          "error_burst",
          "slow_first_token",
          "throughput_collapse",
          "agent_loop",
          "wrong_tool",
          "odd_tool_sequence",
          "hallucinated_argument",
          "malformed_argument",
          "unneeded_tool_calls",
          "context_overflow",
          "silent_truncation",
          "token_spike",
          "cache_miss",
          "refused",
          "prompt_injection",
          "guardrail_bypass",
          "malformed_output",
          "repetitive_output",
          "cascading_retry",
          "stale_retrieval",
          "empty_retrieval",
          "duplicate_call",
          "handoff_ping_pong",
          "cost_runaway",
          "zombie_tool",
          "missing_step");

  @Test
  void study() throws Exception {
    run(
        Long.getLong("detection.traces", 10_000),
        Path.of("target"),
        Path.of("../../docs/images/detection-roc.svg"));
  }

  static void run(long traces, Path tables, Path picture) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("| kind | odd traces | recall | precision | false alarms | found by |");
    lines.add("| --- | ---: | ---: | ---: | ---: | --- |");
    Map<String, List<double[]>> curves = new TreeMap<>();
    Detection clean = Detection.of(0, "", SEED, traces);
    lines.add(line("none", clean));
    for (String kind : KINDS) {
      Detection all = Detection.of(RATE, kind, SEED, traces, LEAST_SCORE);
      lines.add(line(kind, all.from(1)));
      if (SWEPT.contains(kind)) {
        curves.put(
            kind,
            THRESHOLDS.stream()
                .map(all::from)
                .map(found -> new double[] {found.falseAlarms(), found.recall()})
                .toList());
      }
    }
    lines.add("");
    lines.add("| threshold | " + String.join(" | ", SWEPT) + " |");
    lines.add("| ---: |" + " ---: |".repeat(SWEPT.size()));
    for (int i = 0; i < THRESHOLDS.size(); i++) {
      int point = i;
      lines.add(
          SWEPT.stream()
              .map(kind -> curves.get(kind).get(point))
              .map(at -> String.format(Locale.ROOT, "%.3f at %.2f %%", at[1], 100 * at[0]))
              .collect(Collectors.joining(" | ", "| " + THRESHOLDS.get(i) + " | ", " |")));
    }
    Files.createDirectories(tables);
    Files.write(tables.resolve("detection.md"), lines, StandardCharsets.UTF_8);
    Files.createDirectories(picture.getParent());
    Files.writeString(picture, RocPicture.of(SWEPT, curves, THRESHOLDS.indexOf(1.0)));
  }

  private static String line(String kind, Detection found) {
    Map<String, Long> by =
        found.alarms().stream()
            .filter(alarm -> found.odd().containsKey(alarm.traceId()))
            .map(alarm -> Arrays.asList(alarm.detector(), alarm.traceId()))
            .distinct()
            .collect(
                Collectors.groupingBy(pair -> pair.get(0), TreeMap::new, Collectors.counting()));
    String detectors =
        by.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .filter(count -> count.getValue() > 0.02 * found.odd().size())
            .map(
                count ->
                    String.format(
                        Locale.ROOT,
                        "%s %.0f %%",
                        count.getKey(),
                        100.0 * count.getValue() / found.odd().size()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "| `%s` | %d | %s | %s | %.2f %% | %s |",
        kind,
        found.odd().size(),
        found.odd().isEmpty() ? "" : String.format(Locale.ROOT, "%.3f", found.recall()),
        found.odd().isEmpty() ? "" : String.format(Locale.ROOT, "%.3f", found.precision()),
        100 * found.falseAlarms(),
        detectors);
  }
}
