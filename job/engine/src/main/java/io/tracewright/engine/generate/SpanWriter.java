package io.tracewright.engine.generate;

import io.tracewright.engine.generate.content.Metadata;
import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.engine.generate.draft.TraceContext;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.engine.generate.script.TraceClock;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.span.SpanBatch;

/** Writes the spans of a told trace into a batch's columns. */
final class SpanWriter {
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_2 = 0x8000000000000000L;

  private final long seed;
  private final Streams random;
  private final Metadata metadata;

  public SpanWriter(long seed, WorkloadProfile profile, Streams random) {
    this.seed = seed;
    this.random = random;
    this.metadata = new Metadata(profile, random);
  }

  /** Appends the trace to the batch and closes it. */
  public void write(TraceContext context, TraceClock told, SpanBatch batch) {
    int firstRow = batch.rows();
    double load = 0.6 + 0.8 * random.nextDouble();
    for (int position = 0; position < told.size(); position++) {
      SpanDraft span = told.span(position);
      writeIds(context, firstRow, position, span, batch);
      writeSubject(context, span, batch);
      writeMeasures(context, span, load, batch);
      writeOutcome(span, batch);
      metadata.write(context, span, batch);
    }
    batch.endTrace();
  }

  /**
   * Identifiers are random-looking bijections of (trace, position), so they cannot collide within a
   * run but by the six bits that mark a version 4 UUID.
   */
  private void writeIds(
      TraceContext context, int firstRow, int position, SpanDraft span, SpanBatch batch) {
    long trace = Streams.mix(context.trace ^ Streams.mix(~seed));
    long traceLow = Streams.mix(trace ^ seed);
    batch.traceId.add(version4(trace), variant2(traceLow));
    long spanHigh = Streams.mix(trace + 2L * position + 1);
    long spanLow = Streams.mix(traceLow + 2L * position + 1);
    batch.spanId.add(version4(spanHigh), variant2(spanLow));
    batch.eventId.add(version4(Streams.mix(spanHigh)), variant2(Streams.mix(spanLow)));
    if (span.parent < 0) {
      batch.parentSpanId.add(0, 0);
    } else {
      int parentRow = firstRow + span.parent;
      batch.parentSpanId.add(batch.spanId.high(parentRow), batch.spanId.low(parentRow));
    }
  }

  private static long version4(long bits) {
    return (bits & ~0xf000L) | VERSION_4;
  }

  private static long variant2(long bits) {
    return (bits & ~0xc000000000000000L) | VARIANT_2;
  }

  private static void writeSubject(TraceContext context, SpanDraft span, SpanBatch batch) {
    batch.timestampMs.add(context.startMs + span.startUs / 1000);
    batch.eventType.add(span.kind.eventType);
    batch.serviceName.add(span.kind.service);
    batch.operationName.add(span.operation);
    batch.workloadType.add(context.workload.name());
    batch.workloadCategory.add(context.workload.category());
    batch.domain.add(context.workload.domain());
    batch.tenantId.add(context.tenant.id());
    batch.region.add(context.region.name());
    batch.userId.add(context.userId);
    batch.sessionId.appendHex(context.session).endRow();
    batch.corpusVersion.add(context.exchange.corpusVersion);
    batch.corpusRecordId.add(context.exchange.recordId);
    batch.anomaly.add("");
  }

  private void writeMeasures(TraceContext context, SpanDraft span, double load, SpanBatch batch) {
    batch.latencyMs.add(span.durationUs / 1000.0);
    double jitter = 0.8 + 0.4 * random.nextDouble();
    batch.cpuUsagePercent.add(Math.min(100, span.kind.cpuPercent * load * jitter));
    batch.memoryUsageMb.add(span.kind.memoryMb * (0.9 + 0.2 * jitter * load));
    batch.throughputRps.add(context.ratePerSecond * jitter);
    batch.modelName.add(span.model == null ? "" : span.model.name());
    batch.modelVersion.add(span.model == null ? "" : span.model.version());
    batch.promptTokens.add(span.promptTokens);
    batch.completionTokens.add(span.completionTokens);
    batch.totalTokens.add(span.promptTokens + span.completionTokens);
    batch.costUsd.add(span.costUsd);
  }

  private static void writeOutcome(SpanDraft span, SpanBatch batch) {
    boolean failed = !span.errorType.isEmpty();
    batch.status.add(failed ? "error" : "ok");
    batch.errorType.add(span.errorType);
    if (span.tool != null) {
      batch.toolInvocations.add(span.tool.name());
    }
    batch.toolInvocations.endRow();
    batch.tags.add("synthetic");
    if (span.attempt > 1) {
      batch.tags.add("retry");
    }
    if (failed && span.kind == Kind.AGENT) {
      batch.tags.add("failed");
    }
    batch.tags.endRow();
  }
}
