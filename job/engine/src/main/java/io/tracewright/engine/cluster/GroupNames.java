package io.tracewright.engine.cluster;

import io.tracewright.engine.summary.Feature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names of groups by what sets them apart from the whole: the features in which they are furthest
 * from its mean, one a topic, as many as it takes to tell all groups of a window apart.
 */
final class GroupNames {
  /** Standard deviations from the mean that are worth a word. */
  private static final double NOTABLE = 0.5;

  private static final int WORDS = 2;
  private static final double MANY = 3;
  private static final double SEVERAL = 1.5;

  private record Trait(String topic, String words, double strength) {}

  private GroupNames() {}

  /**
   * Names for the groups, all different, in their order.
   *
   * @param centres standardised centres
   */
  static List<String> of(FeatureSpace space, double[][] centres) {
    if (centres.length == 1) {
      return List.of("all traces");
    }
    List<String> names = new ArrayList<>();
    Set<String> given = new HashSet<>();
    for (double[] centre : centres) {
      names.add(unused(traits(space, centre), given));
    }
    return names;
  }

  private static String unused(List<Trait> traits, Set<String> given) {
    List<Trait> notable = traits.stream().filter(t -> t.strength >= NOTABLE).toList();
    for (int words = Math.min(WORDS, notable.size()); words <= traits.size(); words++) {
      String name =
          words == 0
              ? "ordinary"
              : traits.stream().limit(words).map(Trait::words).collect(Collectors.joining(", "));
      if (given.add(name)) {
        return name;
      }
    }
    String last = traits.isEmpty() ? "ordinary" : traits.get(0).words;
    int number = 2;
    while (!given.add(last + " (" + number + ")")) {
      number++;
    }
    return last + " (" + number + ")";
  }

  private static List<Trait> traits(FeatureSpace space, double[] centre) {
    double[] onScale = space.onScale(centre);
    List<Trait> traits = new ArrayList<>();
    Feature[] features = Feature.values();
    for (int d = 0; d < centre.length; d++) {
      if (centre[d] != 0) {
        double value = features[d].unscaled(onScale[d]);
        String words = centre[d] > 0 ? more(features[d], value) : less(features[d], value < 0.1);
        traits.add(new Trait(topic(features[d]), words, Math.abs(centre[d])));
      }
    }
    traits.sort(Comparator.comparingDouble(Trait::strength).reversed());
    Set<String> topics = new HashSet<>();
    traits.removeIf(trait -> !topics.add(trait.topic));
    return traits;
  }

  private static String topic(Feature feature) {
    return switch (feature) {
      case ERRORS, RETRIES -> "failure";
      case TOOL_CALLS, DISTINCT_TOOLS, TOOL_TIME_SHARE -> "tools";
      case MODEL_CALLS, SPANS -> "length";
      case PROMPT_TOKENS, COMPLETION_TOKENS, COST_MICRO_USD -> "tokens";
      case DURATION_MS -> "time";
      case RETRIEVALS, SUB_AGENTS, MODEL_TIME_SHARE, LONGEST_STEP_SHARE -> feature.label();
    };
  }

  private static String more(Feature feature, double value) {
    String many = value >= MANY ? "many " : value >= SEVERAL ? "more " : "";
    return switch (feature) {
      case DURATION_MS -> "slow";
      case SPANS -> "many steps";
      case MODEL_CALLS -> many + "model calls";
      case TOOL_CALLS -> many + "tool calls";
      case DISTINCT_TOOLS -> value >= SEVERAL ? "different tools" : "tools";
      case RETRIEVALS -> "retrieval";
      case SUB_AGENTS -> "sub-agents";
      case ERRORS -> "failures";
      case RETRIES -> "retries";
      case PROMPT_TOKENS -> "long prompts";
      case COMPLETION_TOKENS -> "long answers";
      case COST_MICRO_USD -> "expensive";
      case MODEL_TIME_SHARE -> "time in models";
      case TOOL_TIME_SHARE -> "time in tools";
      case LONGEST_STEP_SHARE -> "one step dominates";
    };
  }

  private static String less(Feature feature, boolean none) {
    String few = none ? "no " : "few ";
    return switch (feature) {
      case DURATION_MS -> "fast";
      case SPANS -> "few steps";
      case MODEL_CALLS -> few + "model calls";
      case TOOL_CALLS -> few + "tool calls";
      case DISTINCT_TOOLS -> few + "tools";
      case RETRIEVALS -> none ? "no retrieval" : "little retrieval";
      case SUB_AGENTS -> few + "sub-agents";
      case ERRORS -> few + "failures";
      case RETRIES -> few + "retries";
      case PROMPT_TOKENS -> none ? "no prompts" : "short prompts";
      case COMPLETION_TOKENS -> none ? "no answers" : "short answers";
      case COST_MICRO_USD -> "cheap";
      case MODEL_TIME_SHARE -> "little time in models";
      case TOOL_TIME_SHARE -> "little time in tools";
      case LONGEST_STEP_SHARE -> "time spread over steps";
    };
  }
}
