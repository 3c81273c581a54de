package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * How failures come in bursts: every tool, and the platform as a whole, moves between a good and a
 * bad state (Gilbert and Elliott). Mean failure rates stay as declared over time and so over first
 * attempts; among all calls it is higher, because what fails in a bad spell is tried again in it.
 *
 * @param meanGoodMinutes mean length of a good spell, minutes, above 0
 * @param meanBadMinutes mean length of a bad spell, minutes, above 0
 * @param badFactor failure rate in the bad state relative to the good one, at least 1; 1: no bursts
 */
public record ErrorBursts(double meanGoodMinutes, double meanBadMinutes, double badFactor)
    implements Serializable {
  static final ErrorBursts NONE = new ErrorBursts(60, 5, 1);
}
