/**
 * When requests come and in what conditions, as pure functions of the run's spec: demand, arrivals,
 * incidents, error bursts and contention. Imports the model and {@code random} only.
 */
package io.tracewright.engine.generate.time;
