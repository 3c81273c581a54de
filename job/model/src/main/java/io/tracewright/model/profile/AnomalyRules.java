package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import io.tracewright.model.profile.Anomalies.WeightedKind;
import java.util.List;

/** The rule of anomalies: each kind that is asked for can show in some workload. */
final class AnomalyRules {

  private static final JsonPointer KINDS = JsonPointer.compile("/anomalies/kinds");

  private AnomalyRules() {}

  /** Checks a profile that breaks no other rule: what a kind needs is spread all over it. */
  static void check(WorkloadProfile profile, Findings findings) {
    List<WeightedKind> kinds = profile.anomalies().kinds();
    for (int i = 0; i < kinds.size() && profile.anomalies().rate() > 0; i++) {
      AnomalyKind kind = AnomalyKind.of(kinds.get(i).kind());
      boolean shows =
          profile.workloads().stream()
              .anyMatch(workload -> workload.share() > 0 && kind.isShownBy(workload, profile));
      if (!shows) {
        findings.add(
            KINDS.appendIndex(i).appendProperty("kind"),
            "'"
                + kind.label()
                + "' can show in no workload: it needs one with "
                + kind.need()
                + "; give a workload that or leave the kind out");
      }
    }
  }
}
