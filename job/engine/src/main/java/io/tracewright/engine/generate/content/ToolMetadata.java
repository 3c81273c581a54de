package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.content.Subject.ToolFields;
import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Oddity;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Field;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.span.TextColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What tool calls are given and what they give back.
 *
 * <p>A retry has the arguments of the call that it repeats; no other call of a trace has those of
 * one before, unless the tool's fields leave no others.
 */
final class ToolMetadata {
  private static final double STALE_LAG_MS = 60_000;

  /** How often arguments are drawn that differ from those before; half of them elsewhere. */
  private static final int MOST_DRAWS = 40;

  /** Arguments that models like to make up. */
  private static final List<String> HALLUCINATED =
      List.of(
          "force_refresh",
          "include_archived",
          "callback_url",
          "override_policy",
          "skip_validation",
          "admin_mode",
          "return_format",
          "on_behalf_of");

  /** What a model sends a tool that takes no arguments. */
  private static final byte[] UNPARSABLE =
      "{\"raw\":\"{\\\"input\\\": \"}".getBytes(StandardCharsets.US_ASCII);

  private final JsonObject json;
  private final OddTexts oddTexts;
  private final Streams random;
  private final boolean texts;
  private final byte[][] hallucinated;

  /** The call before in the same trace, and where its arguments stand; null: none to repeat. */
  private Tool repeatable;

  /** Calls of the present trace: tool and arguments as bits. */
  private long[] asked = new long[32];

  private int askedCount;
  private int repeatableFrom;
  private int repeatableTo;

  ToolMetadata(
      WorkloadProfile profile, boolean texts, JsonObject json, OddTexts oddTexts, Streams random) {
    this.texts = texts;
    this.json = json;
    this.oddTexts = oddTexts;
    this.random = random;
    Set<String> declared =
        profile.tools().stream()
            .flatMap(tool -> tool.arguments().stream())
            .map(Field::name)
            .collect(Collectors.toSet());
    this.hallucinated =
        HALLUCINATED.stream()
            .map(name -> declared.contains(name) ? "x_" + name : name)
            .filter(name -> !declared.contains(name))
            .map(name -> '"' + name + "\":\"true\"")
            .map(member -> member.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
  }

  void beginTrace() {
    repeatable = null;
    askedCount = 0;
  }

  void request(SpanDraft span, ToolFields fields) {
    json.number(MetadataKey.TURN, span.turn);
    json.number(MetadataKey.ATTEMPT, span.attempt);
    json.name(MetadataKey.TOOL_TYPE, span.tool.type());
    json.name(MetadataKey.AUTH, span.tool.auth());
    json.name(MetadataKey.PATTERN, span.pattern);
    if (span.step > 0) {
      json.number(MetadataKey.STEP, span.step);
    }
    if (texts) {
      arguments(span, fields.arguments());
    }
  }

  private void arguments(SpanDraft span, Fields arguments) {
    switch (span.oddity) {
      case HALLUCINATED_ARGUMENT -> {
        arguments.draw();
        arguments.writeWith(
            hallucinated[random.nextInt(hallucinated.length)], json.key(MetadataKey.ARGUMENTS));
        repeatable = null;
      }
      case MALFORMED_ARGUMENT -> {
        arguments.draw();
        TextColumn value = json.key(MetadataKey.MALFORMED_ARGUMENTS);
        if (arguments.isEmpty()) {
          value.append(UNPARSABLE);
        } else {
          arguments.writeMalformed(random.nextInt(arguments.size()), value);
        }
        repeatable = null;
      }
      default -> wellFormed(span, arguments);
    }
  }

  private void wellFormed(SpanDraft span, Fields arguments) {
    if (arguments.isEmpty()) {
      return;
    }
    TextColumn value = json.key(MetadataKey.ARGUMENTS);
    boolean again = span.attempt > 1 || span.oddity == Oddity.REPEATED_ARGUMENTS;
    if (again && span.tool.equals(repeatable)) {
      value.append(value.bytes(), repeatableFrom, repeatableTo);
      return;
    }
    drawUnasked(span.tool, arguments);
    repeatable = span.tool;
    repeatableFrom = value.length();
    arguments.write(arguments.size(), value);
    repeatableTo = value.length();
  }

  /** Draws arguments with which the trace has not called the tool, if there are any. */
  private void drawUnasked(Tool tool, Fields arguments) {
    long call = 0;
    for (int attempt = 0; attempt < MOST_DRAWS; attempt++) {
      if (attempt < MOST_DRAWS / 2) {
        arguments.draw();
      } else {
        arguments.drawElsewhere();
      }
      call = Streams.mix(arguments.hash()) + tool.name().hashCode();
      if (!isAsked(call)) {
        break;
      }
    }
    if (askedCount == asked.length) {
      asked = Arrays.copyOf(asked, 2 * askedCount);
    }
    asked[askedCount++] = call;
  }

  private boolean isAsked(long call) {
    for (int i = 0; i < askedCount; i++) {
      if (asked[i] == call) {
        return true;
      }
    }
    return false;
  }

  void response(SpanDraft span, ToolFields fields) {
    if (span.errorType.isEmpty() && texts) {
      result(span, fields.result());
    }
    if (span.oddity == Oddity.STALE_RESULT) {
      double lagMs = STALE_LAG_MS * (1 + 59 * random.nextDouble());
      json.decimal(MetadataKey.REPLICATION_LAG_MS, Math.max(span.replicationLagMs, lagMs), 1);
    } else if (span.tool.replicationLagMs() != null) {
      json.decimal(MetadataKey.REPLICATION_LAG_MS, span.replicationLagMs, 1);
    }
  }

  private void result(SpanDraft span, Fields result) {
    if (span.oddity == Oddity.EMPTY_RESULT) {
      result.write(0, json.key(MetadataKey.RESULT));
    } else if (span.oddity == Oddity.TRUNCATED_RESULT) {
      result.draw();
      result.write(result.size() / 2, json.key(MetadataKey.RESULT));
    } else if (!result.isEmpty()) {
      result.draw();
      result.write(result.size(), json.key(MetadataKey.RESULT));
    }
    if (span.oddity == Oddity.PROMPT_INJECTION) {
      json.beginText(MetadataKey.CONTENT).append(oddTexts.draw(span.oddity, random));
      json.endText();
    }
  }
}
