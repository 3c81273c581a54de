package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.span.TextColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Messages of failures, in the several wordings of the programs that report them. */
final class ErrorMessages {
  private final Map<String, Sentence[]> byType = new HashMap<>();

  /** What agents say of whatever has failed below them, where the details stand. */
  private final Sentence[] ofAgents =
      sentences(
          "agent stopped: {type}",
          "run {id} failed with {type} after {ms} ms",
          "no step left to try after {type}, gave up after {ms} ms",
          "the request could not be completed ({type})",
          "{service}: run failed, cause {type}");

  private final Sentence[] ofThrottledTools =
      sentences(
          "429 Too Many Requests: limit of {limit} requests per minute reached, retry after {s} s",
          "{tool}: rate limit exceeded, Retry-After: {s}",
          "429: quota of {tool} exhausted, next window in {s} s",
          "throttled by {tool}: {limit} calls in the last 60 s, slow down and retry in {s} s");

  /** What is said where an answer had begun. */
  private final Sentence[] ofBrokenStreams =
      sentences(
          "stream timed out after {ms} ms, the answer is incomplete",
          "read timeout: no end of the stream within {ms} ms",
          "context deadline exceeded after {ms} ms while reading the body (request {id})",
          "stream of {model} aborted by the client after {ms} ms");

  private final Sentence[] others =
      sentences(
          "{type}: {service} gave up after {ms} ms",
          "request failed with {type} (request id {id})",
          "{service}: {type}, see log {id}",
          "upstream answered {type} after {ms} ms, not retryable");

  ErrorMessages() {
    limits();
    inputs();
    tools();
    policies();
    services();
  }

  private void limits() {
    put(
        "timeout",
        "request timed out after {ms} ms",
        "504 Gateway Timeout: no answer from {service} within {ms} ms",
        "read timeout: waited {ms} ms for response headers",
        "context deadline exceeded after {ms} ms (request {id})",
        "upstream request timeout, {ms} ms elapsed, 0 bytes received");
    put(
        "rate_limit",
        "429 Too Many Requests: limit of {limit} requests per minute reached, retry after {s} s",
        "rate_limit_error: this request would exceed your rate limit of {limit}000 tokens per"
            + " minute",
        "429: quota exhausted for project, Retry-After: {s}",
        "throttled by {service}: {limit} requests in the last 60 s, slow down and retry in {s} s");
    put(
        "context_length_exceeded",
        "400: maximum context length is {context} tokens, the messages resulted in {too_many}",
        "prompt is too long: {too_many} tokens > {context} maximum",
        "context_length_exceeded: reduce the length of the messages ({too_many} of {context}"
            + " tokens)",
        "input of {too_many} tokens does not fit the context window of {context}");
    put(
        "deadline_exceeded",
        "trace cancelled at its deadline after {ms} ms",
        "deadline exceeded: {ms} ms spent, no budget left for another step",
        "DEADLINE_EXCEEDED: cancelled by the agent runtime (run {id})",
        "the run hit its time limit, pending steps were cancelled after {ms} ms");
  }

  private void inputs() {
    put(
        "invalid_input",
        "400 Bad Request: '{argument}' failed validation",
        "validation error: field '{argument}' is required",
        "422 Unprocessable Entity: '{argument}' is not of the expected type",
        "invalid_request_error: unexpected value at {argument}",
        "400: request body could not be parsed near position {code}");
    put(
        "record_not_found",
        "404 Not Found: no record matches '{argument}'",
        "record not found (lookup {id})",
        "404: the resource does not exist or was deleted",
        "0 rows for the given '{argument}', at least 1 expected");
    for (String type : new String[] {"authentication_failed", "auth_error", "unauthorized"}) {
      put(
          type,
          "401 Unauthorized: token expired {s} s ago",
          "401: invalid credentials for {service}",
          "403 Forbidden: the key lacks the scope that {tool} needs",
          "authentication failed: signature does not match (request {id})",
          "oauth: refresh token was revoked, sign in again");
    }
  }

  private void tools() {
    for (String type : new String[] {"tool_failure", "tool_error"}) {
      put(
          type,
          "500: {tool} failed after {ms} ms",
          "{tool}: connection reset by peer",
          "{tool} exited with code {code}",
          "502 Bad Gateway from {tool}: upstream prematurely closed the connection",
          "unhandled exception in {tool} (trace {id})");
    }
    put(
        "tool_unavailable",
        "{tool} failed three times in a row, giving up",
        "503 Service Unavailable: {tool} has no healthy backend",
        "circuit breaker of {tool} is open, next probe in {s} s",
        "{tool} unavailable: connection refused",
        "all attempts to reach {tool} failed, the last after {ms} ms");
  }

  private void policies() {
    put(
        "content_filtered",
        "the response was filtered by the content policy",
        "content_filter: completion stopped, category self_harm severity medium",
        "400: prompt triggered the content management policy (request {id})",
        "output blocked: category violence above the threshold of 0.{code}");
    put(
        "guardrail_blocked",
        "input blocked by guardrail: personal data found",
        "guardrail 'topic' refused the request, score 0.{code}",
        "blocked: request is outside of the assistant's scope",
        "guardrail verdict block, rule {id}");
    put(
        "policy_violation",
        "policy violation: the action needs a second approver",
        "403: amount is above the limit of {limit} for automatic approval",
        "denied by policy {id}",
        "the tenant's policy does not allow {tool} for this request");
    put(
        "refused",
        "the model declined to answer",
        "refusal: {model} stopped with stop_reason refusal",
        "request declined by safety classifiers, score 0.{code}",
        "the model refused the request (response {id})");
  }

  private void services() {
    put(
        "internal_error",
        "500 Internal Server Error (request {id})",
        "internal error: {service} answered after {ms} ms with an empty body",
        "api_error: an unexpected error occurred, retry or contact support with {id}",
        "500: worker {code} of {service} crashed while it handled the request",
        "panic: index out of range in handler {id}");
    put(
        "overloaded",
        "529: {model} is overloaded, retry in {s} s",
        "503 Service Unavailable: {service} sheds load",
        "no capacity left for {model} in this region",
        "queue full: {limit} requests are waiting");
  }

  private void put(String type, String... texts) {
    byType.put(type, sentences(texts));
  }

  private static Sentence[] sentences(String... texts) {
    return Arrays.stream(texts).map(Sentence::of).toArray(Sentence[]::new);
  }

  /** Appends a message as the inside of a JSON string. */
  void write(SpanDraft span, JsonObject names, Streams random, TextColumn json) {
    Sentence[] wordings = wordings(span);
    wordings[random.nextInt(wordings.length)].write(span, names, random, json);
  }

  private Sentence[] wordings(SpanDraft span) {
    return switch (span.kind) {
      case AGENT -> ofAgents;
      case TOOL_CALL ->
          span.errorType.equals("rate_limit")
              ? ofThrottledTools
              : byType.getOrDefault(span.errorType, others);
      default ->
          span.errorType.equals("timeout") && span.completionTokens > 0
              ? ofBrokenStreams
              : byType.getOrDefault(span.errorType, others);
    };
  }
}
