package io.tracewright.engine.generate.pilot;

import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.Calibration.SolvedDependence;
import io.tracewright.model.run.RunSpec;
import java.util.List;

/** Trials by pilots of a run, however many of its chunks are to be made in the end. */
record PilotTrial(RunSpec spec, List<LoadedCorpus> corpora, int traces) implements Trial {

  @Override
  public PilotSample run(Calibration calibration) {
    List<String> steered =
        calibration.dependence().stream().map(SolvedDependence::workload).toList();
    List<Workload> workloads =
        spec.profile().workloads().stream()
            .map(w -> Variation.workload(w, w.share(), steered.contains(w.name())))
            .toList();
    RunSpec tried = with(spec, workloads).withChunkLimit(0).withCalibration(calibration);
    return Pilot.of(tried, corpora, traces);
  }

  @Override
  public Trial only(int workload) {
    Workload whole = Variation.workload(spec.profile().workloads().get(workload), 1, true);
    return new PilotTrial(with(spec, List.of(whole)), corpora, traces);
  }

  private static RunSpec with(RunSpec spec, List<Workload> workloads) {
    return spec.withProfile(new Variation(spec.profile()).workloads(workloads).profile());
  }
}
