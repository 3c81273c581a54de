package io.tracewright.engine.generate.pilot;

import io.tracewright.model.run.Calibration;

/**
 * What solving tries its guesses on: a pilot, or in tests a world of known laws. Equal calibrations
 * give equal samples, and different ones draw the same random numbers as far as they can.
 */
interface Trial {

  /** A sample of traces steered by a calibration; those of workloads it does not name are free. */
  PilotSample run(Calibration calibration);

  /** Trials in which every trace is of one workload, by its position in the profile. */
  Trial only(int workload);
}
