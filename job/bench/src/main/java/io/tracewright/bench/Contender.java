package io.tracewright.bench;

/** One way of getting rows from nowhere, or from memory, into the {@code events} table. */
interface Contender {

  /** What it is, for the table. */
  String name();

  /** Writes rows, and measures how long that takes. */
  Measured run() throws Exception;
}
