package io.tracewright.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a stage's benchmark got done, so that its figures can be told for one row. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Work {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Rows that went through the stage. */
  public long rows;

  /** Processor time that the stage took, nanoseconds. */
  public long cpuNs;

  /** Invocations of the stage. */
  public long calls;

  /** The thread's processor time at the start of a call. */
  long start() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** Counts a call that began at {@code startNs}. */
  void done(long startNs, int newRows) {
    cpuNs += THREADS.getCurrentThreadCpuTime() - startNs;
    rows += newRows;
    calls++;
  }
}
