package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Oddity;
import io.tracewright.engine.generate.draft.TraceContext;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.span.SpanBatch;
import io.tracewright.model.span.TextColumn;
import java.util.Map;

/**
 * Writes {@code request_metadata} and {@code response_metadata}: JSON objects whose paths always
 * hold the same type, but for those below {@code malformed_arguments}.
 *
 * <p>The content level rules over prompts, answers, outputs, arguments and results; messages of
 * errors, names and the domain's fields are in every row. The spans of a trace must be written
 * together, the root first: it draws the values that the others share.
 */
public final class Metadata {
  private static final int EMBEDDING_DIMENSIONS = 1536;

  private final boolean texts;
  private final Streams random;
  private final Map<Workload, Subject> subjects;
  private final JsonObject json = new JsonObject();
  private final ErrorMessages errorMessages = new ErrorMessages();
  private final OddTexts oddTexts = new OddTexts();
  private final Remarks remarks = new Remarks();
  private final RootTexts rootTexts;
  private final ToolMetadata tools;

  public Metadata(WorkloadProfile profile, Streams random) {
    this.texts = !profile.content().level().equals("none");
    this.random = random;
    this.subjects = Subject.ofAll(profile, random);
    this.rootTexts = new RootTexts(profile.content().level().equals("full"));
    this.tools = new ToolMetadata(profile, texts, json, oddTexts, random);
  }

  /** Appends a row to both columns. */
  public void write(TraceContext context, SpanDraft span, SpanBatch batch) {
    Subject subject = subjects.get(context.workload);
    json.begin(batch.requestMetadata);
    if (span.parent < 0) {
      subject.fields().beginTrace(random.nextLong());
      subject.fields().draw();
      tools.beginTrace();
      rootRequest(context, span, subject);
    } else {
      request(span, subject);
    }
    json.end();
    json.begin(batch.responseMetadata);
    if (span.parent < 0) {
      rootResponse(context, span, subject);
    } else {
      response(span, subject);
    }
    if (!span.errorType.isEmpty()) {
      errorMessages.write(span, json, random, json.beginText(MetadataKey.ERROR_MESSAGE));
      json.endText();
    }
    json.end();
  }

  private void rootRequest(TraceContext context, SpanDraft span, Subject subject) {
    if (context.exchange.prompt != null) {
      TextColumn inside = json.beginText(MetadataKey.PROMPT);
      if (span.oddity == Oddity.PROMPT_INJECTION) {
        byte[] opening = oddTexts.draw(span.oddity, random);
        rootTexts.write(opening, context.exchange.prompt, subject.fields(), inside);
      } else {
        rootTexts.write(context.exchange.prompt, subject.fields(), inside);
      }
      json.endText();
    }
    json.name(MetadataKey.USER_TIME_ZONE, context.timeZone);
    json.name(MetadataKey.PERSONA, context.persona == null ? null : context.persona.name());
    json.letters(MetadataKey.CONVERSATION, context.conversation);
    json.decimal(MetadataKey.SESSION_AGE_S, context.sessionAgeMs / 1000.0, 1);
    if (!subject.fields().isEmpty()) {
      subject.fields().write(subject.fields().size(), json.key(MetadataKey.FIELDS));
    }
    json.key(MetadataKey.COMPLIANCE).append(subject.marks(context.tenant));
    json.name(MetadataKey.RESIDENCY, context.tenant.residency());
  }

  private void rootResponse(TraceContext context, SpanDraft span, Subject subject) {
    if (span.errorType.isEmpty() && context.exchange.response != null) {
      TextColumn inside = json.beginText(MetadataKey.RESPONSE);
      rootTexts.write(context.exchange.response, subject.fields(), inside);
      json.endText();
    }
  }

  private void request(SpanDraft span, Subject subject) {
    switch (span.kind) {
      case LLM_CALL -> {
        json.number(MetadataKey.TURN, span.turn);
        json.flag(MetadataKey.STREAM, span.streamed);
      }
      case TOOL_CALL -> tools.request(span, subject.tool(span.tool));
      case AGENT -> json.name(MetadataKey.STRATEGY, span.decision);
      case CHAIN -> {
        json.number(MetadataKey.TURN, span.turn);
        json.name(MetadataKey.PATTERN, span.pattern);
        if (span.step > 0) {
          json.number(MetadataKey.STEP, span.step);
        }
      }
      case RETRIEVAL, EMBEDDING, VECTOR_SEARCH, GUARDRAIL -> {}
    }
  }

  private void response(SpanDraft span, Subject subject) {
    switch (span.kind) {
      case LLM_CALL -> modelResponse(span);
      case TOOL_CALL -> tools.response(span, subject.tool(span.tool));
      case CHAIN -> json.name(MetadataKey.DECISION, span.decision);
      case RETRIEVAL, VECTOR_SEARCH -> found(span);
      case EMBEDDING -> {
        if (span.errorType.isEmpty()) {
          json.number(MetadataKey.DIMENSIONS, EMBEDDING_DIMENSIONS);
        }
      }
      case GUARDRAIL -> {
        boolean blocks = !span.errorType.isEmpty() || span.decision.equals("block");
        json.name(MetadataKey.VERDICT, blocks ? "block" : "pass");
      }
      case AGENT -> {}
    }
  }

  private void modelResponse(SpanDraft span) {
    json.name(MetadataKey.FINISH_REASON, span.finishReason);
    json.number(MetadataKey.CACHED_TOKENS, span.cachedTokens);
    json.decimal(MetadataKey.TTFT_MS, span.firstTokenUs / 1000.0, 1);
    if (texts && span.errorType.isEmpty()) {
      boolean odd = span.oddity != Oddity.PROMPT_INJECTION && oddTexts.has(span.oddity);
      json.beginText(MetadataKey.OUTPUT)
          .append(
              odd ? oddTexts.draw(span.oddity, random) : remarks.draw(span.finishReason, random));
      json.endText();
    }
  }

  /** Similarity scores of real stores crowd between 0.6 and 0.95. */
  private void found(SpanDraft span) {
    if (span.errorType.isEmpty()) {
      json.number(MetadataKey.DOCUMENTS, span.documents);
      double u = random.nextDouble();
      json.decimal(MetadataKey.TOP_SCORE, span.documents == 0 ? 0 : 0.95 - 0.35 * u * u, 3);
      if (span.replicationLagMs > 0) {
        json.decimal(MetadataKey.REPLICATION_LAG_MS, span.replicationLagMs, 1);
      }
    }
  }
}
