package io.tracewright.engine.summary;

import java.util.Arrays;

/** The names that rows use again and again, numbered. Not thread-safe. */
final class Vocabulary {
  /** Before a trace's first tool call and after its last. */
  static final int EDGE = 0;

  private static final int MAX_NAMES = Tally.MAX_NAMES;

  final Symbols eventTypes = new Symbols();
  final Symbols operations = new Symbols();
  final Symbols models = new Symbols();
  final Symbols errors = new Symbols();
  final Symbols regions = new Symbols();
  final Symbols workloads = new Symbols();
  final Symbols tenants = new Symbols();

  /** Operations, numbered from 1, that follow each other; {@link #EDGE} is 0. */
  final Pairs transitions = new Pairs();

  final Labels latencyMs = new Labels(operations, Measures::latencyMs);
  final Labels promptTokens = new Labels(models, Measures::promptTokens);
  final Labels completionTokens = new Labels(models, Measures::completionTokens);
  final Labels latencyFactor = new Labels(models, Measures::latencyFactor);

  final int modelCall = eventTypes.number("llm_call");
  final int toolCall = eventTypes.number("tool_call");
  final int agent = eventTypes.number("agent");
  final int chain = eventTypes.number("chain");
  final int retrieval = eventTypes.number("retrieval");

  private String[] transitionNames = new String[0];

  /** Whether there are so many names that it is better to begin anew. */
  boolean isFull() {
    return eventTypes.size() > MAX_NAMES
        || operations.size() > MAX_NAMES
        || models.size() > MAX_NAMES
        || errors.size() > MAX_NAMES
        || regions.size() > MAX_NAMES
        || workloads.size() > MAX_NAMES
        || tenants.size() > MAX_NAMES
        || transitions.size() > MAX_NAMES;
  }

  /** What a transition is called in tallies. */
  String transition(int number) {
    if (number >= transitionNames.length) {
      transitionNames = Arrays.copyOf(transitionNames, transitions.size());
    }
    if (transitionNames[number] == null) {
      int from = transitions.first(number);
      int to = transitions.second(number);
      transitionNames[number] =
          (from == EDGE ? "^" : operations.name(from - 1))
              + " > "
              + (to == EDGE ? "$" : operations.name(to - 1));
    }
    return transitionNames[number];
  }

  /** Whether spans of a type last as long as what happens within them. */
  boolean isWhole(int eventType) {
    return eventType == agent || eventType == chain || eventType == retrieval;
  }
}
