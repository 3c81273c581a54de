package io.tracewright.engine.summary;

import io.tracewright.model.span.SpanBatch;

/**
 * How odd a trace looks within its chunk: 1 and more make it a suspect. It only chooses what is
 * looked at again, at the window's end, so it would rather take too many. Not thread-safe.
 */
final class Suspicion {
  private static final double ODD_SPAN = 3.8;
  private static final double ODD_TRACE = 2.6;
  private static final double ODD_SIZE = 3.2;
  private static final double ODD_FAILURES = 5;
  private static final double ODD_REPEATS = 6;
  private static final double ODD_ALTERNATION = 4;
  private static final double RARE_TOOL = 0.03;
  private static final int ENOUGH_CALLS = 50;

  private final Expectations expectations;
  private final TraceSizes sizes;
  private int[][] tools = new int[0][0];
  private int[] toolCalls = new int[0];

  Suspicion(Expectations expectations, TraceSizes sizes) {
    this.expectations = expectations;
    this.sizes = sizes;
  }

  /** Forgets the last chunk. */
  void begin(Vocabulary names) {
    tools = new int[names.workloads.size()][names.operations.size()];
    toolCalls = new int[names.workloads.size()];
  }

  /** Learns that a workload calls a tool. */
  void observe(int workload, int operation) {
    tools[workload][operation]++;
    toolCalls[workload]++;
  }

  /** How odd a trace is, 0 and more. */
  double of(
      SpanBatch batch,
      RowNumbers numbers,
      int from,
      int to,
      int workload,
      double[] figures,
      int at) {
    double slowest = 0;
    double sum = 0;
    int calls = 0;
    int recovered = 0;
    int before = RowNumbers.NONE;
    int beforeThat = RowNumbers.NONE;
    boolean retry = false;
    int repeats = 0;
    int mostRepeats = 0;
    int alternation = 0;
    int mostAlternation = 0;
    boolean rare = false;
    boolean fails = numbers.failed(from);
    for (int row = from; row < to; row++) {
      if (!numbers.isWhole(row)) {
        if (numbers.failed(row)) {
          recovered += fails ? 0 : 1;
          if (!fails) {
            slowest = Math.max(slowest, expectations.above(batch, numbers, row));
          }
        } else {
          double above = expectations.above(batch, numbers, row);
          slowest = Math.max(slowest, above);
          if (numbers.isModelCall(row) || numbers.isToolCall(row)) {
            sum += above;
            calls++;
          }
        }
      }
      if (numbers.isToolCall(row)) {
        int tool = numbers.operation[row];
        if (!(retry && tool == before)) {
          repeats = tool == before ? repeats + 1 : 1;
          alternation = tool == beforeThat && tool != before ? alternation + 1 : 1;
          mostRepeats = Math.max(mostRepeats, repeats);
          mostAlternation = Math.max(mostAlternation, alternation);
          beforeThat = before;
          before = tool;
        }
        retry = numbers.failed(row);
        rare |=
            toolCalls[workload] >= ENOUGH_CALLS
                && tools[workload][tool] < RARE_TOOL * toolCalls[workload];
      }
    }
    double odd = slowest / ODD_SPAN;
    odd = Math.max(odd, calls == 0 ? 0 : sum / Math.sqrt(calls) / ODD_TRACE);
    odd = Math.max(odd, sizes.above(workload, figures, at) / ODD_SIZE);
    odd = Math.max(odd, recovered / 2.0);
    odd = Math.max(odd, figures[at + TraceSizes.FAILED_CALLS] / ODD_FAILURES);
    odd = Math.max(odd, mostRepeats / ODD_REPEATS);
    odd = Math.max(odd, (mostAlternation + 1) / ODD_ALTERNATION);
    return Math.max(odd, rare ? 1.5 : 0);
  }
}
