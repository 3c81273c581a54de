package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.engine.generate.draft.TraceContext;
import io.tracewright.model.span.SpanBatch;
import io.tracewright.model.span.TextColumn;

/**
 * Writes {@code request_metadata} and {@code response_metadata}: JSON objects whose paths always
 * hold the same type.
 */
public final class Metadata {

  public void write(TraceContext context, SpanDraft span, SpanBatch batch) {
    request(context, span, batch.requestMetadata);
    response(context, span, batch.responseMetadata);
    batch.requestMetadata.endRow();
    batch.responseMetadata.endRow();
  }

  private static void request(TraceContext context, SpanDraft span, TextColumn json) {
    if (span.parent < 0) {
      json.append("{\"prompt\":\"").append(context.exchange.prompt).append("\"}");
    } else if (span.kind == Kind.LLM_CALL) {
      json.append("{\"turn\":").append(span.turn).append(",\"stream\":true}");
    } else if (span.kind == Kind.TOOL_CALL) {
      json.append("{\"turn\":")
          .append(span.turn)
          .append(",\"attempt\":")
          .append(span.attempt)
          .append(",\"tool_type\":\"")
          .append(span.tool.type())
          .append("\",\"auth\":\"")
          .append(span.tool.auth())
          .append("\"}");
    } else {
      json.append("{}");
    }
  }

  private static void response(TraceContext context, SpanDraft span, TextColumn json) {
    if (!span.errorType.isEmpty()) {
      json.append("{\"error_message\":\"").append(message(span)).append("\"}");
    } else if (span.parent < 0) {
      json.append("{\"response\":\"").append(context.exchange.response).append("\"}");
    } else if (span.kind == Kind.LLM_CALL) {
      json.append("{\"finish_reason\":\"stop\"}");
    } else {
      json.append("{}");
    }
  }

  private static String message(SpanDraft span) {
    return switch (span.errorType) {
      case "timeout" -> "request timed out";
      case "rate_limit" -> "429: rate limit reached, retry later";
      case "invalid_input" -> "400: input failed validation";
      case "deadline_exceeded" -> "trace cancelled at its deadline";
      case "tool_unavailable" -> "tool failed three times in a row";
      default -> "500: upstream failed";
    };
  }
}
