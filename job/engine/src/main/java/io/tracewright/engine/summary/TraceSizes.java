package io.tracewright.engine.summary;

import java.util.ArrayList;
import java.util.List;

/**
 * How much the traces of a workload do in a chunk: calls, tokens, cost, failures. Not thread-safe.
 */
final class TraceSizes {
  static final int MODEL_CALLS = 0;
  static final int TOOL_CALLS = 1;
  static final int SUB_AGENTS = 2;
  static final int PROMPT_TOKENS = 3;
  static final int COMPLETION_TOKENS = 4;
  static final int MICRO_USD = 5;
  static final int FAILED_CALLS = 6;

  /** Number of sizes of a trace. */
  static final int SIZES = 7;

  /** Of those, the ones that make a trace large: the first. */
  private static final int JUDGED = 6;

  private static final double LEAST_WIDTH = 0.35;

  private final List<Spread[]> workloads = new ArrayList<>();

  /** Forgets the last chunk. */
  void begin(int numbers) {
    while (workloads.size() < numbers) {
      Spread[] spreads = new Spread[SIZES];
      for (int i = 0; i < SIZES; i++) {
        spreads[i] = new Spread(LEAST_WIDTH);
      }
      workloads.add(spreads);
    }
    for (Spread[] spreads : workloads) {
      for (Spread spread : spreads) {
        spread.clear();
      }
    }
  }

  /** Learns from a trace's sizes, which stand from {@code offset}. */
  void observe(int workload, double[] sizes, int offset) {
    for (int i = 0; i < SIZES; i++) {
      workloads.get(workload)[i].add(Binary.log(1 + sizes[offset + i]));
    }
  }

  /** Ends the learning. */
  void settle() {
    for (Spread[] spreads : workloads) {
      for (Spread spread : spreads) {
        spread.settle();
      }
    }
  }

  /** How many widths of the others' spread the trace is too large, in the size that shows most. */
  double above(int workload, double[] sizes, int offset) {
    double most = 0;
    for (int i = 0; i < JUDGED; i++) {
      most = Math.max(most, workloads.get(workload)[i].above(Binary.log(1 + sizes[offset + i])));
    }
    return most;
  }
}
