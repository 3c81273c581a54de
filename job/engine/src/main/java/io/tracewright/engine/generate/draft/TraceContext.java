package io.tracewright.engine.generate.draft;

import io.tracewright.model.profile.Persona;
import io.tracewright.model.profile.Region;
import io.tracewright.model.profile.Tenant;
import io.tracewright.model.profile.Workload;

/** What all spans of a trace share; one object serves all traces, one after the other. */
public final class TraceContext {
  /** Number of the trace in the run. */
  public long trace;

  /** Start of the root, milliseconds since the epoch. */
  public long startMs;

  public Tenant tenant;
  public Region region;
  public Workload workload;
  public Exchange exchange;

  /** Pseudonym of the user. */
  public String userId;

  public Persona persona;

  /** IANA name of the zone in which the user lives. */
  public String timeZone;

  /** Bits of {@code session_id}: half an hour or less of one user. */
  public long session;

  /** Bits that identify the conversation: what a session asks of one workload. */
  public long conversation;

  /** Time since the user's session began, milliseconds. */
  public long sessionAgeMs;

  /**
   * Place of the conversation's length so far among those of all traces, 0 to 1; it grows with the
   * session's age.
   */
  public double historyPlace;

  /** Demand while the trace starts, relative to its peak in the window, 0 to 1. */
  public double relativeDemand;

  /** Traces that start each second while this one does. */
  public double ratePerSecond;
}
