package io.tracewright.bench;

/** One way of getting rows from nowhere, or from memory, into the {@code events} table. */
interface Contender {

  /** What it is, for the table. */
  String name();

  /** Writes rows and gives their number; the time that it takes is measured. */
  long run() throws Exception;

  /** Gets ready outside the measured time. */
  default void prepare() throws Exception {}
}
