package io.tracewright.model.run;

import java.io.Serializable;

/**
 * An incident with its times: what {@code io.tracewright.model.profile.Incident} becomes in a run.
 *
 * @param id number within the run, from 1, in the order of starts
 * @param kind the profile's kind
 * @param target tool or model at its root; empty for kinds without one
 * @param startMs first effect, milliseconds since the epoch, UTC
 * @param peakMs when its effects are strongest, milliseconds since the epoch, UTC
 * @param endMs when its effects have gone, milliseconds since the epoch, UTC
 * @param factor strength at the peak, as the profile states it
 */
public record PlannedIncident(
    int id, String kind, String target, long startMs, long peakMs, long endMs, double factor)
    implements Serializable {}
