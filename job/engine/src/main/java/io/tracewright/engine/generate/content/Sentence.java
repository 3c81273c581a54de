package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.span.TextColumn;
import java.util.Locale;

/** A sentence of a program, with slots for what it knows of a span and for numbers in between. */
final class Sentence {
  private static final long MAX_SHOWN_MS = 999_999_999L;
  private static final int USUAL_CONTEXT_TOKENS = 128_000;

  private final byte[][] pieces;
  private final Slot[] slots;

  private Sentence(byte[][] pieces, Slot[] slots) {
    this.pieces = pieces;
    this.slots = slots;
  }

  /**
   * Takes a sentence apart.
   *
   * @throws IllegalArgumentException if a slot is none of {@link Slot}
   */
  static Sentence of(String text) {
    SlottedText parts = SlottedText.of(text);
    Slot[] slots =
        parts.slots().stream()
            .map(name -> Slot.valueOf(name.toUpperCase(Locale.ROOT)))
            .toArray(Slot[]::new);
    return new Sentence(parts.escapedPieces(), slots);
  }

  /** Appends the sentence as the inside of a JSON string. */
  void write(SpanDraft span, JsonObject names, Streams random, TextColumn json) {
    json.append(pieces[0]);
    for (int i = 0; i < slots.length; i++) {
      fill(slots[i], span, names, random, json);
      json.append(pieces[i + 1]);
    }
  }

  private static void fill(
      Slot slot, SpanDraft span, JsonObject names, Streams random, TextColumn json) {
    int context = span.model == null ? USUAL_CONTEXT_TOKENS : span.model.contextTokens();
    switch (slot) {
      case MS -> json.append(Math.min(MAX_SHOWN_MS, Math.max(1, span.durationUs / 1000)));
      case S -> json.append(1 + random.nextInt(4));
      case LIMIT -> json.append(limit(span));
      case CODE -> json.append(10 + random.nextInt(90));
      case CONTEXT -> json.append(context);
      case TOO_MANY -> json.append(context + 1L + random.nextInt(24_000));
      case ID -> json.appendLetters(random.nextLong());
      case TYPE -> json.append(names.escaped(span.errorType));
      case MODEL -> json.append(names.escaped(span.model == null ? "model" : span.model.name()));
      case TOOL -> json.append(names.escaped(span.tool == null ? "tool" : span.tool.name()));
      case SERVICE -> json.append(names.escaped(span.kind.service));
      case ARGUMENT -> json.append(names.escaped(argument(span, random)));
    }
  }

  /** A limit is the same in every message of a tool or model. */
  private static long limit(SpanDraft span) {
    if (span.tool != null && span.tool.rateLimitPerMinute() > 0) {
      return span.tool.rateLimitPerMinute();
    }
    return 50L * (1 + Math.floorMod(span.operation.hashCode(), 40));
  }

  private static String argument(SpanDraft span, Streams random) {
    if (span.tool == null || span.tool.arguments().isEmpty()) {
      return "input";
    }
    return span.tool.arguments().get(random.nextInt(span.tool.arguments().size())).name();
  }

  /** What can be filled in; texts name it in lower case. */
  private enum Slot {
    /** Milliseconds that the span took. */
    MS,
    /** Some seconds. */
    S,
    /** A round limit. */
    LIMIT,
    /** Two digits. */
    CODE,
    /** Tokens that the model can hold. */
    CONTEXT,
    /** More tokens than that. */
    TOO_MANY,
    /** An identifier of letters. */
    ID,
    TYPE,
    MODEL,
    TOOL,
    SERVICE,
    /** An argument that the tool has. */
    ARGUMENT
  }
}
