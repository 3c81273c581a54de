package io.tracewright.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * JMH with its allocation profiler, and after its own table what each stage takes for one row.
 *
 * <p>Arguments are JMH's.
 */
public final class StageBenchmarks {
  private StageBenchmarks() {}

  public static void main(String[] arguments) throws Exception {
    CommandLineOptions given = new CommandLineOptions(arguments);
    if (given.shouldHelp()) {
      given.showHelp();
      return;
    }
    Runner runner =
        new Runner(new OptionsBuilder().parent(given).addProfiler(GCProfiler.class).build());
    if (given.shouldList()) {
      runner.list();
      return;
    }
    print(runner.run(), new PrintStream(System.out, true, StandardCharsets.UTF_8));
  }

  private static void print(Collection<RunResult> runs, PrintStream out) {
    if (runs.stream().noneMatch(run -> run.getSecondaryResults().containsKey("rows"))) {
      return;
    }
    out.printf("%n| stage | ns a row | processor ns a row | bytes allocated a row |%n");
    out.println("| --- | ---: | ---: | ---: |");
    for (RunResult run : runs) {
      @SuppressWarnings("rawtypes") // As JMH declares them.
      Map<String, Result> figures = run.getSecondaryResults();
      if (figures.containsKey("rows")) {
        double rows = figures.get("rows").getScore();
        double rowsPerCall = rows / figures.get("calls").getScore();
        out.printf(
            Locale.ROOT,
            "| %s | %.1f | %.1f | %.1f |%n",
            run.getPrimaryResult().getLabel(),
            1000 * run.getPrimaryResult().getScore() / rowsPerCall,
            figures.get("cpuNs").getScore() / rows,
            figures.get("gc.alloc.rate.norm").getScore() / rowsPerCall);
      }
    }
  }
}
