package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.random.LawSampler;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Tool;

/**
 * A tool of the catalogue, prepared for playing.
 *
 * @param index place in the catalogue
 * @param lagMs age of what it reads; null: always fresh
 */
record ToolRole(int index, Tool tool, String operation, LawSampler latencyMs, LawSampler lagMs) {

  static ToolRole of(int index, Tool tool, Streams random) {
    return new ToolRole(
        index,
        tool,
        "execute_tool " + tool.name(),
        LawSampler.of(tool.latencyMs(), random),
        tool.replicationLagMs() == null ? null : LawSampler.of(tool.replicationLagMs(), random));
  }
}
