package io.tracewright.flink.analysis;

import java.io.Serializable;
import java.util.List;

/**
 * Finds something in a window; a pure function.
 *
 * @param <R> what it finds
 */
@FunctionalInterface
public interface WindowAnalyst<R> extends Serializable {
  List<R> analyse(WindowSummary window) throws Exception;
}
