package io.tracewright.engine.generate.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.TestRuns;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests come in sessions, in a run of the default preset as its users make it. */
class SessionsTest {

  @Test
  void aSessionHoldsSeveralRequestsAndUsersComeAndGo() {
    RunSpec spec = TestRuns.run(5, 100_000, 1_000);
    ChunkGenerator generator = new ChunkGenerator(spec, TestRuns.corpora());
    ChunkPlan plan = new ChunkPlan(spec);
    SpanBatch batch = new SpanBatch();
    Map<String, Integer> sessions = new HashMap<>();
    Set<String> users = new HashSet<>();
    int traces = 0;
    for (int chunk = 40; chunk < 60; chunk++) {
      generator.generate(plan.chunk(chunk), batch);
      for (int trace = 0; trace < batch.traces(); trace++) {
        sessions.merge(batch.sessionId.get(batch.traceStart(trace)), 1, Integer::sum);
        users.add(batch.userId.get(batch.traceStart(trace)));
        traces++;
      }
    }
    assertThat((double) traces / sessions.size()).isBetween(2.0, 5.0);
    long alone = sessions.values().stream().filter(count -> count == 1).count();
    assertThat(alone).as("sessions of one request").isLessThan(sessions.size() / 2);
    assertThat(users).hasSizeGreaterThan(500);
  }
}
