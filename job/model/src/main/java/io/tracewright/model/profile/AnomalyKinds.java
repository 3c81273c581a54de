package io.tracewright.model.profile;

import io.tracewright.model.profile.Anomalies.WeightedKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which kinds of anomalies a profile asks for, which of them come, and how often. */
public final class AnomalyKinds {

  private static final List<String> NAMES =
      Arrays.stream(AnomalyKind.values()).map(AnomalyKind::label).toList();

  private static final List<WeightedKind> ALL =
      NAMES.stream().map(name -> new WeightedKind(name, 1)).toList();

  private AnomalyKinds() {}

  /** All kinds, in the order of the schema. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The kinds asked for that a workload's traces can show, as often as asked relative to each
   * other; empty: none is asked for, or it can show none of them.
   */
  public static List<WeightedKind> shownBy(Workload workload, WorkloadProfile profile) {
    Anomalies asked = profile.anomalies();
    if (asked.rate() == 0) {
      return List.of();
    }
    return (asked.kinds().isEmpty() ? ALL : asked.kinds())
        .stream().filter(asks -> AnomalyKind.of(asks.kind()).isShownBy(workload, profile)).toList();
  }

  /**
   * Expected shares of all traces of a run, 0 to 1, by kind: a trace is chosen at the rate asked
   * for, and then shows one of the kinds that its workload can show. Kinds that cannot come are
   * absent.
   */
  public static Map<String, Double> expectedShares(WorkloadProfile profile) {
    double workloads = profile.workloads().stream().mapToDouble(Workload::share).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String name : NAMES) {
      double share = 0;
      for (Workload workload : profile.workloads()) {
        share += workload.share() / workloads * among(shownBy(workload, profile), name);
      }
      if (share > 0) {
        shares.put(name, profile.anomalies().rate() * share);
      }
    }
    return shares;
  }

  private static double among(List<WeightedKind> kinds, String name) {
    double sum = 0;
    double own = 0;
    for (WeightedKind kind : kinds) {
      sum += kind.weight();
      own += kind.kind().equals(name) ? kind.weight() : 0;
    }
    return sum == 0 ? 0 : own / sum;
  }
}
